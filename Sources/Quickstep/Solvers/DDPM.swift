import Glibc

/// Ancestral sampling of DDPM: a draw from q(x' | x, D), the Gaussian between the state and the data
/// prediction (Ho et al. 2020, equations 6 and 7, written for any alpha and sigma).
///
///     with a = alpha/alpha' and v = sigma² - a² sigma'²:
///     x' = a sigma'²/sigma² x + alpha' v/sigma² D + s z,   s² = sigma'² v/sigma² or v
///
/// or s² as the model has learned it (Nichol & Dhariwal 2021, section 3.1).
public struct DDPM: Solver {
  /// The two variances that are right for data of variance 0 and 1; and what the model says, itself
  /// or as a place between the two.
  private enum Variance: String, CaseIterable {
    case small, large, learned
    case learnedRange = "learned-range"
  }
  private enum End: String, CaseIterable { case quiet, noisy }

  public static let declaration = Declaration(
    "ddpm", title: "DDPM", group: .stochastic, summary: "ancestral sampling, one evaluation a step",
    paper: "Ho et al. 2020, Denoising Diffusion Probabilistic Models, equations 6 and 7",
    knobs: [
      Knob(
        "variance", "of the fresh noise: the posterior's, the forward step's, or a learned one",
        .choice(Variance.allCases.map(\.rawValue)), default: .word(Variance.small.rawValue)),
      Knob(
        "floor", "least variance of the fresh noise", .real(0...1, step: .factor(10)),
        default: .real(0)),
      Knob(
        "end", "whether a step to the level without noise adds some",
        .choice(End.allCases.map(\.rawValue)), default: .word(End.quiet.rawValue)),
    ])

  public let order: Double? = nil
  public var needsVariance: Bool { variance == .learned || variance == .learnedRange }
  private let variance: Variance
  private let end: End
  private let floor: Double

  public init(_ knobs: KnobValues) {
    variance = knobs.choice("variance")
    end = knobs.choice("end")
    floor = knobs.real("floor")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let (D, numbers): (Slot, Slot?) =
      needsVariance
      ? run.evaluateWithVariance(run.state, at: s, as: .data)
      : (run.evaluate(run.state, at: s, as: .data), nil)
    run.order = 1
    let a = s.alpha / t.alpha
    let kept = t.sigma * t.sigma / (s.sigma * s.sigma)
    let v = s.sigma * s.sigma - a * a * t.sigma * t.sigma
    let mean = [(run.state, a * kept), (D, t.alpha * v / (s.sigma * s.sigma))]
    guard t.sigma > 0 || end == .noisy else { return run.advance(mean) }
    let small = max(kept * v, floor), large = max(v, floor)
    if let numbers {
      let learned =
        variance == .learned
        ? LearnedVariance.value
        : .logRange(low: log(max(small, 1e-20)), high: log(max(large, 1e-20)))
      return run.advance(mean + [(run.scaled(run.noise(), by: learned, numbers), 1)])
    }
    let fresh = sqrt(variance == .small ? small : large)
    guard fresh > 0 else { return run.advance(mean) }
    run.advance(mean + [(run.noise(), fresh)])
  }
}
