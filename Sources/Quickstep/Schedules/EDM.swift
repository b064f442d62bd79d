import Glibc

/// alpha = 1, sigma = t (Karras et al. 2022).
public struct EDM: Schedule {
  public static let declaration = Declaration(
    "edm", title: "EDM", summary: "variance exploding, sigma itself is the time",
    paper: "Karras et al. 2022, Elucidating the Design Space of Diffusion-Based Models, table 1",
    knobs: [
      Knob(
        "sigma-min", "sigma at the clean end", .real(1e-6...10, step: .factor(1.2)),
        default: .real(0.002)),
      Knob(
        "sigma-max", "sigma at the noisy end", .real(0.01...1e6, step: .factor(1.2)),
        default: .real(80)),
    ],
    orders: [KnobOrder("sigma-min", below: "sigma-max")])

  private let sigmaMin, sigmaMax: Double

  public init(_ knobs: KnobValues) {
    sigmaMin = knobs.real("sigma-min")
    sigmaMax = knobs.real("sigma-max")
  }

  public var range: ClosedRange<Double> { min(sigmaMin, sigmaMax)...max(sigmaMin, sigmaMax) }

  public func level(t: Double) -> NoiseLevel { NoiseLevel(sigma: t) }

  public func level(lambda: Double) -> NoiseLevel { NoiseLevel(sigma: exp(-lambda)) }

  public func level(rho: Double) -> NoiseLevel { NoiseLevel(sigma: rho) }

  public func rate(t: Double) -> (alpha: Double, sigma: Double) { (0, 1) }

  public func startScale(_ level: NoiseLevel) -> Double { level.sigma }
}
