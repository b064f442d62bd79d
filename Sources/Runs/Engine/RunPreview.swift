import Quickstep

/// What can be shown of a run after a step.
public struct RunPreview: Sendable {
  /// Samples, row by row.
  public struct Batch: Sendable {
    public let values: PreviewValues
    /// What lies behind points in the plane.
    public let density: TrueDensity?

    package init(values: PreviewValues, density: TrueDensity?) {
      self.values = values
      self.density = density
    }
  }

  /// One for each kind of preview of the outline; `nil` where this step has none.
  public let batches: [Batch?]

  package init(batches: [Batch?]) { self.batches = batches }
}

/// The density from which samples should come.
public struct TrueDensity: Hashable, Sendable {
  public let model: Choice
  /// `anyClass` for the whole distribution.
  public let classIndex: Int32
  public let level: NoiseLevel
}
