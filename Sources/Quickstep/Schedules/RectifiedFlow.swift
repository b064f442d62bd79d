import Glibc

/// alpha = 1 - sigma, sigma = t (Liu et al. 2023, Lipman et al. 2023).
public struct RectifiedFlow: Schedule {
  public static let declaration = Declaration(
    "flow", title: "rectified flow", summary: "a straight line from data to noise",
    paper: "Liu et al. 2023, Flow Straight and Fast: Learning to Generate with Rectified Flow",
    knobs: [
      Knob(
        "end", "t at the clean end", .real(0...0.5, step: .linear(0.001)), default: .real(1e-3))
    ])

  private let end: Double

  public init(_ knobs: KnobValues) { end = knobs.real("end") }

  public var range: ClosedRange<Double> { end...1 }

  public func level(t: Double) -> NoiseLevel { NoiseLevel(t: t, alpha: 1 - t, sigma: t) }

  public func level(lambda: Double) -> NoiseLevel {
    // sigma / (1 - sigma) = e^-lambda
    level(t: 1 / (1 + exp(lambda)))
  }

  public func rate(t: Double) -> (alpha: Double, sigma: Double) { (-1, 1) }

  public func startScale(_ level: NoiseLevel) -> Double { level.sigma }
}
