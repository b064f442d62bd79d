import Glibc

/// DPM-Solver-2 in the form of Karras et al.: the midpoint rule for d(x/alpha) = eps d rho with the
/// midpoint at the geometric mean of rho = sigma/alpha (Lu et al. 2022, algorithm 1 with r = 1/2,
/// its exponential weights replaced by rho' - rho; Karras et al. 2022, algorithm 2 for the churn).
///
/// With y = x/alpha and the slope rho eps = y - D the rule reads
///
///     y_m = y + (rho_m - rho)/rho (y - D),   y' = y + (rho' - rho)/rho_m (y_m - D_m)
///
/// With eta above 0 it goes to the lower level of `AncestralStep`, then up with fresh noise
/// (Crowson 2022, k-diffusion).
public struct DPM2: Solver {
  public static let declaration = Declaration(
    "dpm2", title: "DPM2", group: .rungeKutta,
    summary: "two evaluations a step, second order; midpoint in log sigma",
    paper: "Lu et al. 2022, DPM-Solver, algorithm 1; Karras et al. 2022, algorithm 2",
    knobs: [.ancestralShare(0)] + Churn.knobs)

  private let churn: Churn
  private let ancestral: Ancestral

  public var order: Double? { ancestral.isOff && churn.isOff ? 2 : nil }

  public init(_ knobs: KnobValues) {
    churn = Churn(knobs)
    ancestral = Ancestral(knobs)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let s = churn.raise(run, from: s)
    let x = run.state
    let ancestral = ancestral.step(from: s, to: t)
    let t = ancestral.lower
    guard s.alpha > 0, t.sigma > 0 else {
      return run.eulerStep(x, from: s, to: t, plus: ancestral.noise(run.noise()))
    }
    let m = run.schedule.level(rho: sqrt(s.rho) * sqrt(t.rho))
    let D = run.evaluate(x, at: s, as: .data)
    let slope = run.combine((x, 1 / s.alpha), (D, -1))
    let middle = run.combine(
      (x, m.alpha / s.alpha), (slope, m.alpha * (m.rho - s.rho) / s.rho))
    let Dm = run.evaluate(middle, at: m, as: .data)
    let slopeThere = run.combine((middle, 1 / m.alpha), (Dm, -1))
    run.order = 2
    run.advance(
      [(x, t.alpha / s.alpha), (slopeThere, t.alpha * (t.rho - s.rho) / m.rho)]
        + ancestral.noise(run.noise()))
  }
}
