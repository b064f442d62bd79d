import Glibc

/// DPM-Solver-2 in the form of Karras et al.: the midpoint rule for d(x/alpha) = eps d rho with the
/// midpoint at the geometric mean of rho = sigma/alpha (Lu et al. 2022, algorithm 1 with r = 1/2,
/// its exponential weights replaced by rho' - rho; Karras et al. 2022, algorithm 2 for the churn).
///
/// With y = x/alpha and eps = (y - D) / rho the rule
///
///     y_m = y + (rho_m - rho) eps,   y' = y + (rho' - rho) eps_m
///
/// is written in D, which keeps the digits that y - D loses where rho is large:
///
///     y_m = rho_m/rho y + (1 - rho_m/rho) D,   y' = rho'/rho y + k (1 - rho_m/rho) D - k D_m
///
/// with k = (rho' - rho) / rho_m.
public struct DPM2: Solver {
  public static let declaration = Declaration(
    "dpm2", title: "DPM2", summary: "two evaluations a step, second order; midpoint in log sigma",
    paper: "Lu et al. 2022, DPM-Solver, algorithm 1; Karras et al. 2022, algorithm 2",
    knobs: Churn.knobs)

  private let churn: Churn

  public var order: Double? { churn.isOff ? 2 : nil }

  public init(_ knobs: KnobValues) { churn = Churn(knobs) }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let s = churn.raise(run, from: s)
    let x = run.state
    guard s.alpha > 0, t.sigma > 0 else { return run.eulerStep(x, from: s, to: t) }
    let m = run.schedule.level(rho: sqrt(s.rho * t.rho))
    let k = (t.rho - s.rho) / m.rho
    let gain = 1 - m.rho / s.rho
    let D = run.evaluate(x, at: s, as: .data)
    let middle = run.combine((x, m.sigma / s.sigma), (D, m.alpha * gain))
    let Dm = run.evaluate(middle, at: m, as: .data)
    run.order = 2
    run.advance((x, t.sigma / s.sigma), (D, t.alpha * k * gain), (Dm, -t.alpha * k))
  }
}
