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
        "warm-up", "first step: order 1, or the mean of the predictions at both of its ends",
        .choice(WarmUp.allCases.map(\.rawValue)), default: .word(WarmUp.ramp.rawValue)),
      Knob(
        "prediction", "what the weights act on",
        .choice([Prediction.noise, .data, .velocity].map(\.rawValue)),
        default: .word(Prediction.noise.rawValue)),
    ])

  private static let weights: [[Double]] = [
    [1], [3.0 / 2, -1.0 / 2], [23.0 / 12, -16.0 / 12, 5.0 / 12],
    [55.0 / 24, -59.0 / 24, 37.0 / 24, -9.0 / 24],
  ]

  private let highestOrder: Int
  private let warmUp: WarmUp
  private let prediction: Prediction

  /// What a velocity means changes with its level, so that the weights gain nothing in the limit.
  public var order: Double? { prediction == .velocity ? 1 : Double(min(highestOrder, 2)) }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    warmUp = knobs.choice("warm-up")
    prediction = knobs.choice("prediction")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction != .noise else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let averages = warmUp == .improvedEuler
    let repeats = run.grid.secondStepRepeatsFirst
    if averages, repeats, run.index == 1, let start = run.previousState, let m = run.history.first {
      return average(run, run.state, from: start, at: s, to: t, with: m.slot)
    }
    let start = run.state
    let m = run.evaluate(start, at: s, as: prediction)
    let past = run.history.prefix(highestOrder - 1).map(\.slot)
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
