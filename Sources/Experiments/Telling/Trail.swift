/// A line through the plane.
public struct Trail: Hashable, Sendable {
  public enum Kind: CaseIterable, Hashable, Sendable {
    /// The way that a run has come.
    case taken
    /// The way that would have been right.
    case exact
    /// From where a step of the run ended to where it should have from where it began.
    case gap
    /// From a sample to the same one of another run.
    case apart
  }

  public let kind: Kind
  public let places: [SIMD2<Double>]

  public init(_ kind: Kind, _ places: [SIMD2<Double>]) {
    self.kind = kind
    self.places = places
  }
}

/// A part of the plane.
public struct PlaneBox: Hashable, Sendable {
  public let x, y: ClosedRange<Double>

  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }
}
