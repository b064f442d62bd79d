import Glibc

/// DPM-Solver with steps chosen as the run goes: two formulas of neighbouring orders share their
/// evaluations, and what lies between them says how long the next step may be (Lu et al. 2022,
/// DPM-Solver, appendix C; with a PID controller: Crowson 2022, k-diffusion).
///
///     order 2: x_low of first order, x_high of second with a node at lambda + h/2
///     order 3: x_low of second with a node at lambda + h/3, x_high of third with one more at 2h/3
///
/// Each step of the grid is walked in as many parts as it takes. An attempt that failed is a step in
/// vain. The batch shares its steps.
public struct AdaptiveDPMSolver: Solver {
  /// Whose error decides.
  private enum Deciding: String, CaseIterable { case mean, worst }
  /// What becomes of the evaluation that a failed attempt began with.
  private enum Retry: String, CaseIterable { case reuse, evaluate }

  public static let declaration = Declaration(
    "dpm-adaptive", title: "DPM-Solver adaptive", group: .rungeKutta,
    summary: "steps as long as the error allows; two or three evaluations an attempt",
    paper: "Lu et al. 2022, DPM-Solver, appendix C",
    knobs: [
      Knob("order", "of the formula that is kept", .integer(2...3), default: .integer(3)),
      Knob(
        "prediction", "what is extrapolated", .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.noise.rawValue)),
      Knob(
        "rtol", "error allowed, relative to the state", .real(1e-9...1, step: .factor(2)),
        default: .real(0.05)),
      Knob(
        "atol", "error allowed at least", .real(1e-9...1, step: .factor(2)), default: .real(0.0078)),
      Knob(
        "first", "length of the first step, in log sigma/alpha", .real(1e-3...10, step: .factor(2)),
        default: .real(0.05)),
      Knob(
        "error", "whose error decides: the batch's mean, or the worst sample's",
        .choice(Deciding.allCases.map(\.rawValue)), default: .word(Deciding.mean.rawValue)),
      Knob(
        "retry", "whether a failed attempt's first evaluation serves again",
        .choice(Retry.allCases.map(\.rawValue)), default: .word(Retry.reuse.rawValue)),
    ] + StepController.knobs + Ancestral.knobs(eta: 0))

  private let highOrder: Int
  private let prediction: Prediction
  private let relative, absolute: Double
  private let deciding: Deciding
  private let retry: Retry
  private let ancestral: Ancestral
  private var controller: StepController

  public var order: Double? { ancestral.isOff ? Double(highOrder) : nil }

  public init(_ knobs: KnobValues) {
    highOrder = knobs.integer("order")
    prediction = knobs.choice("prediction")
    relative = knobs.real("rtol")
    absolute = knobs.real("atol")
    deciding = knobs.choice("error")
    retry = knobs.choice("retry")
    ancestral = Ancestral(knobs)
    controller = StepController(
      knobs, first: knobs.real("first"), order: ancestral.isOff ? Double(highOrder) : 1.5)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to end: NoiseLevel) {
    let left = end.lambda - s.lambda
    guard left.isFinite, left > 0 else { return run.eulerStep(run.state, from: s, to: end) }
    let h = min(controller.h, left)
    let t = h < left - 1e-5 ? run.schedule.level(lambda: s.lambda + h) : end
    let x = run.state
    let ancestral = ancestral.step(from: s, to: t, above: end.rho)
    let (low, high) = formulas(run, from: s, to: ancestral.lower)

    let reference = run.past(.states).first?.slot ?? x
    let distance = run.error(low, high, beside: reference, absolute: absolute, relative: relative)
    guard
      controller.accepts(
        h, error: deciding == .mean ? distance.rootMeanSquare : distance.largest)
    else {
      run.order = 0
      return run.advance([(x, 1)], to: s)
    }
    run.order = highOrder
    run.forget()
    run.remember(low, at: t, keep: 1, in: .states)
    let terms = [(high, 1)] + ancestral.noise(run.noise())
    if t == end { run.advance(terms) } else { run.advance(terms, to: t) }
  }

  /// The states at `t` by the formulas of lower and of higher order.
  private func formulas(
    _ run: StepContext, from s: NoiseLevel, to t: NoiseLevel
  ) -> (low: Slot, high: Slot) {
    let x = run.state
    let m0 = firstPrediction(run, at: s)
    let whole = LinearPart(prediction, eta: 0, from: s, to: t)
    func node(_ r: Double) -> (level: NoiseLevel, part: LinearPart) {
      let level = run.schedule.level(lambda: s.lambda + r * whole.h)
      return (level, LinearPart(prediction, eta: 0, from: s, to: level))
    }
    /// The state after a part of the step, with `slope` times m - m0 added to what m0 gives.
    func state(_ part: LinearPart, _ m: Slot, _ slope: Double) -> Slot {
      run.combine((x, part.ratio), (m0, part.constant - slope), (m, slope))
    }
    let r1 = 1 / Double(highOrder)
    let first = node(r1)
    let m1 = run.evaluate(
      run.combine((x, first.part.ratio), (m0, first.part.constant)), at: first.level,
      as: prediction)
    let second = state(whole, m1, whole.constant / (2 * r1))
    guard highOrder == 3 else {
      return (run.combine((x, whole.ratio), (m0, whole.constant)), second)
    }
    let r2 = 2.0 / 3, last = node(r2)
    let m2 = run.evaluate(
      state(last.part, m1, last.part.weight(2) * r2 / r1), at: last.level, as: prediction)
    return (second, state(whole, m2, whole.weight(2) / r2))
  }

  private func firstPrediction(_ run: StepContext, at s: NoiseLevel) -> Slot {
    if let kept = run.history.first, kept.level == s { return kept.slot }
    let m0 = run.evaluate(run.state, at: s, as: prediction)
    if retry == .reuse { run.remember(m0, at: s, keep: 1) }
    return m0
  }
}
