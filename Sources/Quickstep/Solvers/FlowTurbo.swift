/// FlowTurbo without its refiner: a few steps of Heun's method, then a corrector that reuses the
/// slope at the predicted point as the next step's first one (Zhao et al. 2024).
///
///     Heun:    d = u(x, t),  e = u(x + h d, t'),   x' = x + h (d + e) / 2
///     pseudo:  the same with d = the last step's e
///
/// The slope is dx/dt in the schedule's own time, as of `flow-heun`: on rectified flow the velocity
/// eps - D. The first step has no earlier slope, so that it is Heun's always. At sigma' = 0 there is
/// no slope: the second one is taken half way instead, as of the midpoint rule.
public struct FlowTurbo: Solver {
  public static let declaration = Declaration(
    "flow-turbo", title: "FlowTurbo", summary: "Heun, then one evaluation a step, second order",
    paper: "Zhao et al. 2024, FlowTurbo: Towards Real-time Flow-Based Image Generation with "
      + "Velocity Refiner",
    knobs: [
      Knob(
        "heun", "steps, from the first on, with two evaluations", .integer(1...1000),
        default: .integer(1))
    ])

  public let order: Double? = 2
  private let heunSteps: Int

  public init(_ knobs: KnobValues) { heunSteps = knobs.integer("heun") }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let h = t.t - s.t
    let d = predictedSlope(run, at: s) ?? run.timeSlope(x, at: s)
    run.order = 2
    guard t.sigma > 0 else {
      let middle = run.schedule.level(t: s.t + h / 2)
      let (D, eps) = run.evaluateBoth(run.combine((x, 1), (d, h / 2)), at: middle)
      return run.advance((x, 1), (D, t.alpha - s.alpha), (eps, t.sigma - s.sigma))
    }
    let ahead = run.combine((x, 1), (d, h))
    let e = run.timeSlope(ahead, at: t)
    run.advance((x, 1), (d, h / 2), (e, h / 2))
    run.remember(e, at: t, keep: 1)
  }

  /// The slope that the last step found at its end, where this one starts there.
  private func predictedSlope(_ run: StepContext, at s: NoiseLevel) -> Slot? {
    guard run.index >= heunSteps, let last = run.history.first, last.level == s else { return nil }
    return last.slot
  }
}
