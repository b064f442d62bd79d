/// FlowTurbo: a few steps of Heun's method, then a corrector that reuses the slope at the predicted
/// point as the next step's first one; in some of its steps a small network, the refiner, stands in
/// for the model (Zhao et al. 2024).
///
///     Heun:    d = u(x, t),  e = u(x + h d, t'),   x' = x + h (d + e) / 2
///     pseudo:  the same with d = the last step's e
///     refined: as pseudo, with e = r(x + h d, t', d) + d
///
/// The slope is dx/dt in the schedule's own time, as of `flow-heun`: on rectified flow the velocity
/// eps - D. The first step has no earlier slope, so that it is Heun's always. At sigma' = 0 there is
/// no slope: the second one is taken half way instead, as of the midpoint rule. Refined steps are
/// taken on the straight path, x / (alpha + sigma), for which the refiner was trained.
public struct FlowTurbo: Solver {
  public static let declaration = Declaration(
    "flow-turbo", title: "FlowTurbo", group: .multistep,
    summary: "Heun, then one evaluation a step, second order",
    paper: "Zhao et al. 2024, FlowTurbo: Towards Real-time Flow-Based Image Generation with "
      + "Velocity Refiner",
    knobs: [
      Knob(
        "heun", "steps, from the first on, with two evaluations", .integer(1...1000),
        default: .integer(1)),
      Knob(
        "refined", "steps without an evaluation, by the plan's refiner", .integer(0...1000),
        default: .integer(0)),
      Knob(
        "refined-from", "steps before the refined ones; auto: these are the last",
        .integer(1...1000), default: .automatic),
    ])

  private let heunSteps, refinedSteps: Int
  private let refinedFrom: Int?

  /// Of the steps that are evaluated.
  public let order: Double? = 2
  public var companions: [CompanionName] { refinedSteps > 0 ? [.refiner] : [] }

  public init(_ knobs: KnobValues) {
    heunSteps = knobs.integer("heun")
    refinedSteps = knobs.integer("refined")
    refinedFrom = knobs.optional("refined-from").map { Int($0) }
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let h = t.t - s.t
    if isRefined(run), let d = predictedSlope(run, at: s) {
      return refine(run, slope: d, from: s, to: t)
    }
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
    guard run.index >= heunSteps, let last = run.history.first, last.level == run.scheduledStart
    else { return nil }
    return last.slot
  }

  private func isRefined(_ run: StepContext) -> Bool {
    let first = refinedFrom ?? run.grid.steps.count - refinedSteps
    return first..<first + refinedSteps ~= run.grid.steps.count - 1 - run.remaining
  }

  /// With z = x / (alpha + sigma) and tau = sigma / (alpha + sigma) the slope is v = eps - D.
  private func refine(
    _ run: StepContext, slope: Slot, from s: NoiseLevel, to t: NoiseLevel
  ) {
    let x = run.state
    let (a, b) = (s.alpha + s.sigma, t.alpha + t.sigma)
    let h = t.straightTime - s.straightTime
    let v = flow(run, x, slope, at: s)
    let ahead = run.combine((x, b / a), (v, b * h))
    let e = run.combine((run.ask(.refiner, [ahead, v], at: t), 1), (v, 1))
    run.advance((x, b / a), (v, b * h / 2), (e, b * h / 2))
    guard t.sigma > 0 else { return }
    run.remember(timeSlope(run, run.state, e, at: t), at: t, keep: 1)
  }

  /// eps - D from a state and dx/dt = alpha' D + sigma' eps.
  private func flow(_ run: StepContext, _ x: Slot, _ slope: Slot, at s: NoiseLevel) -> Slot {
    let rate = run.schedule.rate(t: s.t)
    let size = s.alpha * rate.sigma - s.sigma * rate.alpha
    return run.combine(
      (x, -(rate.alpha + rate.sigma) / size), (slope, (s.alpha + s.sigma) / size))
  }

  /// dx/dt from a state and eps - D.
  private func timeSlope(_ run: StepContext, _ x: Slot, _ v: Slot, at t: NoiseLevel) -> Slot {
    let rate = run.schedule.rate(t: t.t)
    let sum = t.alpha + t.sigma
    return run.combine(
      (x, (rate.alpha + rate.sigma) / sum),
      (v, (t.alpha * rate.sigma - t.sigma * rate.alpha) / sum))
  }
}
