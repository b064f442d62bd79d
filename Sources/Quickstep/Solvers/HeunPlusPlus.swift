/// Heun++: a step along a mean of the noise predictions at its start, at its end and one step
/// further, weighed by sigma/alpha there against that of the run's start (Carzit's
/// sd-webui-samplers-scheduler, `heunpp2` of other programs).
///
///     x'/alpha' = x/alpha + (rho' - rho) (w1 eps + w2 eps' + w3 eps'')
///     w2 = rho' / 3 rho_0,   w3 = rho'' / 3 rho_0,   w1 = 1 - w2 - w3
///
/// The last step but one has two predictions, w2 = rho' / 2 rho_0, and the last one alone. The mean
/// belongs to no place in the step, so that the method is of first order.
public struct HeunPlusPlus: Solver {
  public static let declaration = Declaration(
    "heun++", title: "Heun++", group: .rungeKutta,
    summary: "up to three evaluations a step; looks one step further where there is much noise",
    paper: "Carzit 2024, sd-webui-samplers-scheduler")

  public let order: Double? = 1

  public init(_ knobs: KnobValues) {}

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    guard s.alpha > 0, t.sigma > 0, run.remaining > 0 else {
      return run.eulerStep(x, from: s, to: t)
    }
    let next = run.grid.steps[run.grid.steps.count - run.remaining].to
    let rho0 = run.grid.steps[0].from.rho, count = run.remaining > 1 && next.sigma > 0 ? 3 : 2
    let share = 1 / (Double(count) * rho0)
    let scale = t.alpha / s.alpha, h = t.alpha * (t.rho - s.rho)
    let eps = run.evaluate(x, at: s, as: .noise)
    let ahead = run.combine((x, scale), (eps, h))
    let epsAhead = run.evaluate(ahead, at: t, as: .noise)
    let w2 = t.rho * share
    run.order = 1
    guard count == 3 else {
      return run.advance((x, scale), (eps, h * (1 - w2)), (epsAhead, h * w2))
    }
    let further = run.combine(
      (ahead, next.alpha / t.alpha), (epsAhead, next.alpha * (next.rho - t.rho)))
    let epsFurther = run.evaluate(further, at: next, as: .noise)
    let w3 = next.rho * share
    run.advance(
      (x, scale), (eps, h * (1 - w2 - w3)), (epsAhead, h * w2), (epsFurther, h * w3))
  }
}
