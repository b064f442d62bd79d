import Glibc

/// Ancestral sampling of DDPM: a draw from q(x' | x, D), the Gaussian between the state and the data
/// prediction (Ho et al. 2020, equations 6 and 7, written for any alpha and sigma).
///
///     with a = alpha/alpha' and v = sigma² - a² sigma'²:
///     x' = a sigma'²/sigma² x + alpha' v/sigma² D + s z,   s² = sigma'² v/sigma² or v
public struct DDPM: Solver {
  /// The two variances that are right for data of variance 0 and 1.
  private enum Variance: String, CaseIterable { case small, large }
  private enum End: String, CaseIterable { case quiet, noisy }

  public static let declaration = Declaration(
    "ddpm", title: "DDPM", summary: "ancestral sampling, one evaluation a step",
    paper: "Ho et al. 2020, Denoising Diffusion Probabilistic Models, equations 6 and 7",
    knobs: [
      Knob(
        "variance", "of the fresh noise: that of the posterior, or of the forward step",
        .choice(Variance.allCases.map(\.rawValue)), default: .word(Variance.small.rawValue)),
      Knob(
        "floor", "least variance of the fresh noise", .real(0...1, step: .factor(10)),
        default: .real(0)),
      Knob(
        "end", "whether a step to the level without noise adds some",
        .choice(End.allCases.map(\.rawValue)), default: .word(End.quiet.rawValue)),
    ])

  public let order: Double? = nil
  private let variance: Variance
  private let end: End
  private let floor: Double

  public init(_ knobs: KnobValues) {
    variance = knobs.choice("variance")
    end = knobs.choice("end")
    floor = knobs.real("floor")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let D = run.evaluate(run.state, at: s, as: .data)
    run.order = 1
    let a = s.alpha / t.alpha
    let kept = t.sigma * t.sigma / (s.sigma * s.sigma)
    let v = s.sigma * s.sigma - a * a * t.sigma * t.sigma
    let mean = [(run.state, a * kept), (D, t.alpha * v / (s.sigma * s.sigma))]
    let fresh = sqrt(max(variance == .small ? kept * v : v, floor))
    guard fresh > 0, t.sigma > 0 || end == .noisy else { return run.advance(mean) }
    run.advance(mean + [(run.noise(), fresh)])
  }
}
