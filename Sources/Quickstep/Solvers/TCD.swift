import Glibc

/// Trajectory consistency sampling: a DDIM step to below the next level, at u = (1 - gamma) t',
/// then fresh noise up to it (Zheng et al. 2024, Trajectory Consistency Distillation, strategic
/// stochastic sampling).
///
///     x_u = alpha_u D + sigma_u eps
///     x' = alpha'/alpha_u x_u + sqrt(sigma'² - (alpha'/alpha_u)² sigma_u²) z
///
/// Where time has whole steps, u is rounded down to one.
public struct TCD: Solver {
  public static let declaration = Declaration(
    "tcd", title: "TCD", group: .renoising,
    summary: "DDIM below the next level, then fresh noise; for short runs",
    paper: "Zheng et al. 2024, Trajectory Consistency Distillation",
    knobs: [
      Knob(
        "gamma", "share of the way from no noise that is fresh; 0 is DDIM, 1 renoises all",
        .real(0...1, step: .linear(0.1)), default: .real(0.3))
    ])

  private let gamma: Double

  public var order: Double? { gamma == 0 ? 1 : nil }
  public let renoises = true

  public init(_ knobs: KnobValues) { gamma = knobs.real("gamma") }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let (D, eps) = run.evaluateBoth(run.state, at: s)
    run.order = 1
    let u = below(t, on: run.schedule)
    let ratio = t.alpha / u.alpha
    let fresh = sqrt(max(0, t.sigma * t.sigma - ratio * u.sigma * (ratio * u.sigma)))
    let terms = [(D, t.alpha), (eps, ratio * u.sigma)]
    run.advance(fresh > 0 ? terms + [(run.noise(), fresh)] : terms)
  }

  /// The level that is reached without noise.
  private func below(_ t: NoiseLevel, on schedule: any Schedule) -> NoiseLevel {
    guard gamma > 0, t.sigma > 0 else { return t }
    // In single precision, as whole time steps are counted in published runs.
    let time =
      schedule.entries == nil
      ? (1 - gamma) * t.t : Double((Float(1 - gamma) * Float(t.t)).rounded(.down))
    let u = schedule.level(t: max(time, schedule.range.lowerBound))
    return u.rho < t.rho ? u : t
  }
}
