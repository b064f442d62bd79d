/// Pseudo linear multistep: Adams-Bashforth weights for equal steps, on the prediction, inside a
/// DDIM step (Liu et al. 2022, PNDM, equation 12; without another method to start with, it is iPNDM
/// of Zhang & Chen 2023). With a linear transfer it is the classical method that the pseudo one is
/// made from, and compared with, there (FON).
///
/// The weights are those of equal steps whatever the grid, so that the method is of second order at
/// most on a grid whose steps change smoothly.
public struct PLMS: Solver {
  /// How the first steps are taken.
  private enum WarmUp: String, CaseIterable {
    /// The order rises from 1.
    case ramp
    /// Three steps of the classical Runge-Kutta method (Liu et al. 2022, algorithm 2).
    case rungeKutta = "runge-kutta"
    /// The mean of the predictions at both ends of the first step. Where the grid's second step
    /// begins above the first one's end, it is the first taken again, and the mean belongs to it.
    case improvedEuler = "improved-euler"
  }

  /// What the weighted predictions act through.
  private enum TransferPart: String, CaseIterable {
    /// A DDIM step.
    case ddim
    /// A straight line in the schedule's own time along dx/dt, which the weights then act on.
    case linear
  }

  public static let declaration = Declaration(
    "plms", title: "PLMS / iPNDM", group: .multistep,
    summary: "multistep, one evaluation a step, weights of equal steps",
    paper: "Liu et al. 2022, Pseudo Numerical Methods for Diffusion Models on Manifolds",
    knobs: [
      Knob("order", "predictions in use", .integer(1...4), default: .integer(4)),
      Knob(
        "warm-up", "start: order 1, three Runge-Kutta steps, or a mean over the first step",
        .choice(WarmUp.allCases.map(\.rawValue)), default: .word(WarmUp.ramp.rawValue)),
      Knob(
        "half", "half steps of runge-kutta in t; auto is half of each step",
        .integer(0...100_000), default: .automatic),
      Knob(
        "prediction", "what the weights act on",
        .choice([Prediction.noise, .data, .velocity].map(\.rawValue)),
        default: .word(Prediction.noise.rawValue)),
      Knob(
        "transfer", "what predictions act through: a DDIM step, or a line in t as in FON",
        .choice(TransferPart.allCases.map(\.rawValue)),
        default: .word(TransferPart.ddim.rawValue)),
      .lastOrder,
    ])

  private static let weights: [[Double]] = [
    [1], [3.0 / 2, -1.0 / 2], [23.0 / 12, -16.0 / 12, 5.0 / 12],
    [55.0 / 24, -59.0 / 24, 37.0 / 24, -9.0 / 24],
  ]

  private let highestOrder: Int
  private let warmUp: WarmUp
  private let prediction: Prediction
  private let half: Double?
  private let transferPart: TransferPart
  private let last: LastOrder

  /// What a velocity means changes with its level, so that the weights gain nothing in the limit.
  public var order: Double? {
    prediction == .velocity && transferPart == .ddim ? 1 : Double(min(highestOrder, 2))
  }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    warmUp = knobs.choice("warm-up")
    prediction = knobs.choice("prediction")
    half = knobs.optional("half")
    transferPart = knobs.choice("transfer")
    last = knobs.choice(Knob.lastOrder.name)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data, and dalpha/dt may be infinite.
    guard s.alpha > 0 || (prediction != .noise && transferPart == .ddim) else {
      let (D, eps) = run.evaluateBoth(run.state, at: s)
      if transferPart == .ddim { run.remember(eps, at: s, keep: max(1, highestOrder - 1)) }
      run.order = 1
      return run.advance((D, t.alpha), (eps, t.sigma))
    }
    if warmUp == .rungeKutta, run.index < 3, t.sigma > 0 {
      return rungeKuttaStep(run, from: s, to: t)
    }
    let averages = warmUp == .improvedEuler
    let repeats = run.grid.secondStepRepeatsFirst
    if averages, repeats, run.index == 1, let start = run.previousState, let m = run.history.first {
      return average(run, run.state, from: start, at: s, to: t, with: m.slot)
    }
    let start = run.state
    let m = evaluate(run, start, at: s, of: start, at: s)
    let past = run.history.prefix(last.order(highestOrder, to: t) - 1).map(\.slot)
    run.remember(m, at: s, keep: max(1, highestOrder - 1))
    if averages, !repeats, run.index == 0, t.sigma > 0 {
      let step = transfer(from: s, to: t)
      let ahead = run.combine((start, step.state), (m, step.output))
      return average(run, ahead, from: start, at: s, to: t, with: m)
    }
    advance(run, from: start, at: s, to: t, [m] + past, Self.weights[past.count])
  }

  /// Takes the step with the mean of `m` and the prediction at its end, which lies `ahead`.
  private func average(
    _ run: StepContext, _ ahead: Slot, from start: Slot, at s: NoiseLevel, to t: NoiseLevel,
    with m: Slot
  ) {
    let end = evaluate(run, ahead, at: t, of: start, at: s)
    advance(run, from: start, at: s, to: t, [m, end], [0.5, 0.5])
  }

  /// The classical method of order four for the exact part of the step: four predictions, all of
  /// which act on the start (Liu et al. 2022, equation 13).
  private func rungeKuttaStep(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let start = run.state
    let half = half ?? (s.t - t.t) / 2
    // Where half steps do not meet, one is taken down to above the middle and read below it.
    let reached = run.schedule.level(t: s.t - half), middle = run.schedule.level(t: t.t + half)
    func state(_ m: Slot, at level: NoiseLevel) -> Slot {
      let step = transfer(from: s, to: level)
      return run.combine((start, step.state), (m, step.output))
    }
    let m1 = evaluate(run, start, at: s, of: start, at: s)
    let m2 = evaluate(run, state(m1, at: reached), at: middle, of: start, at: s)
    let m3 = evaluate(run, state(m2, at: middle), at: middle, of: start, at: s)
    let m4 = evaluate(run, state(m3, at: t), at: t, of: start, at: s)
    run.remember(m1, at: s, keep: max(1, highestOrder - 1))
    advance(run, from: start, at: s, to: t, [m1, m2, m3, m4], [1 / 6, 1 / 3, 1 / 3, 1 / 6])
  }

  private func advance(
    _ run: StepContext, from start: Slot, at s: NoiseLevel, to t: NoiseLevel,
    _ predictions: [Slot], _ weights: [Double]
  ) {
    let step = transfer(from: s, to: t)
    run.order = predictions.count
    run.advance(
      [(start, step.state)] + zip(predictions, weights.map { $0 * step.output }))
  }

  /// What weights act on, from the prediction for `x`: itself, or the slope that it gives `start`.
  private func evaluate(
    _ run: StepContext, _ x: Slot, at level: NoiseLevel, of start: Slot, at s: NoiseLevel
  ) -> Slot {
    let m = run.evaluate(x, at: level, as: prediction)
    guard transferPart == .linear else { return m }
    // dx/dt = dalpha/dt D + dsigma/dt eps has the form of a step to a level.
    let rate = run.schedule.rate(t: s.t)
    let slope = prediction.transfer(
      from: s, to: NoiseLevel(t: s.t, alpha: rate.alpha, sigma: rate.sigma))
    return run.combine((start, slope.state), (m, slope.output))
  }

  private func transfer(from s: NoiseLevel, to t: NoiseLevel) -> Conversion {
    switch transferPart {
    case .ddim: prediction.transfer(from: s, to: t)
    case .linear: Conversion(state: 1, output: t.t - s.t)
    }
  }
}

extension Grid {
  fileprivate var secondStepRepeatsFirst: Bool {
    steps.count > 1 && steps[1].from.rho > steps[0].to.rho
  }
}
