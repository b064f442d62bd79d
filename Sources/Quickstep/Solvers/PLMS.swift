/// Pseudo linear multistep: Adams-Bashforth weights for equal steps, on the prediction, inside a
/// DDIM step (Liu et al. 2022, PNDM, equation 12; without another method to start with, it is iPNDM
/// of Zhang & Chen 2023).
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

  public static let declaration = Declaration(
    "plms", title: "PLMS / iPNDM",
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
  private let last: LastOrder

  /// What a velocity means changes with its level, so that the weights gain nothing in the limit.
  public var order: Double? { prediction == .velocity ? 1 : Double(min(highestOrder, 2)) }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    warmUp = knobs.choice("warm-up")
    prediction = knobs.choice("prediction")
    half = knobs.optional("half")
    last = knobs.choice(Knob.lastOrder.name)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction != .noise else {
      let (D, eps) = run.evaluateBoth(run.state, at: s)
      run.remember(eps, at: s, keep: max(1, highestOrder - 1))
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
    let m = run.evaluate(start, at: s, as: prediction)
    let past = run.history.prefix(last.order(highestOrder, to: t) - 1).map(\.slot)
    run.remember(m, at: s, keep: max(1, highestOrder - 1))
    if averages, !repeats, run.index == 0, t.sigma > 0 {
      let step = prediction.transfer(from: s, to: t)
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
    let end = run.evaluate(ahead, at: t, as: prediction)
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
      let step = prediction.transfer(from: s, to: level)
      return run.combine((start, step.state), (m, step.output))
    }
    let m1 = run.evaluate(start, at: s, as: prediction)
    let m2 = run.evaluate(state(m1, at: reached), at: middle, as: prediction)
    let m3 = run.evaluate(state(m2, at: middle), at: middle, as: prediction)
    let m4 = run.evaluate(state(m3, at: t), at: t, as: prediction)
    run.remember(m1, at: s, keep: max(1, highestOrder - 1))
    advance(run, from: start, at: s, to: t, [m1, m2, m3, m4], [1 / 6, 1 / 3, 1 / 3, 1 / 6])
  }

  private func advance(
    _ run: StepContext, from start: Slot, at s: NoiseLevel, to t: NoiseLevel,
    _ predictions: [Slot], _ weights: [Double]
  ) {
    let step = prediction.transfer(from: s, to: t)
    run.order = predictions.count
    run.advance(
      [(start, step.state)] + zip(predictions, weights.map { $0 * step.output }))
  }
}

extension Grid {
  fileprivate var secondStepRepeatsFirst: Bool {
    steps.count > 1 && steps[1].from.rho > steps[0].to.rho
  }
}
