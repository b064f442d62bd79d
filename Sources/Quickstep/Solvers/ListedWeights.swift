/// Linear multistep with the weights of every step written out (Frankel et al. 2025, S4S, whose
/// search learns them):
///
///     data:   x' = sigma'/sigma x + (alpha' - alpha sigma'/sigma) sum_j b_ij D_(i-j)
///     noise:  x' = alpha'/alpha x + (sigma' - alpha' sigma/alpha) sum_j b_ij eps_(i-j)
///
/// with sum_j b_ij = 1 in every step i, so that a prediction which does not change is integrated
/// exactly, whatever is listed. Only the weights of earlier predictions are written: none of the
/// first step, one of the second, and so on, up to as many as their count tells.
public struct ListedWeights: Solver {
  public static let declaration = Declaration(
    "listed", title: "listed weights", group: .multistep,
    summary: "multistep with weights written out, as the search s4s finds them",
    paper: "Frankel et al. 2025, S4S: Solving for a Diffusion Model Solver",
    knobs: [
      Knob(
        weightsName,
        "of the predictions before, step by step, newest first; auto is the line of dpm++2m",
        .list(-100...100), default: .automatic),
      Knob(
        "prediction", "what is weighted", .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.data.rawValue)),
    ])
  static let weightsName = "weights"

  private let prediction: Prediction
  private let b: [Double]?

  /// Weights that were listed for some levels say nothing of others.
  public var order: Double? { b == nil ? 2 : 1 }

  public init(_ knobs: KnobValues) {
    prediction = knobs.choice("prediction")
    b = knobs.optionalList(Self.weightsName)
  }

  public func check(_ grid: Grid) throws(SamplingError) {
    let steps = grid.steps.count
    guard let b, Self.past(weights: b.count, steps: steps) == nil else { return }
    throw .weights(
      b.count, solver: Self.declaration.name, steps: steps,
      allowed: (1..<max(1, steps)).map { Self.count(past: $0, steps: steps) })
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction == .data else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let m = run.evaluate(run.state, at: s, as: prediction)
    let linear = LinearPart(prediction, eta: 0, from: s, to: t)
    let b = Array(weights(run, from: s, to: t).prefix(run.history.count))
    let own = 1 - b.reduce(0, +)
    run.order = 1 + b.count
    run.advance(
      [(run.state, linear.ratio), (m, linear.constant * own)]
        + zip(run.history, b).map { ($0.slot, linear.constant * $1) })
    run.remember(m, at: s, keep: past(run.grid.steps.count))
  }

  /// How many predictions before its own a step uses at most.
  private func past(_ steps: Int) -> Int {
    b.map { Self.past(weights: $0.count, steps: steps) ?? 0 } ?? 1
  }

  /// Of the predictions before, newest first.
  private func weights(
    _ run: StepContext, from s: NoiseLevel, to t: NoiseLevel
  ) -> ArraySlice<Double> {
    guard let b else {
      return run.history.isEmpty ? [] : [Self.line(run.history[0].level, from: s, to: t)]
    }
    let most = past(run.grid.steps.count)
    let first = Self.count(past: most, steps: run.index)
    return b[min(first, b.count)..<min(first + min(most, run.index), b.count)]
  }

  /// The weight of the prediction at `before` on the line of DPM-Solver++ 2M: -h / 2 h0, and none
  /// where a step has no length.
  private static func line(_ before: NoiseLevel, from s: NoiseLevel, to t: NoiseLevel) -> Double {
    let h = t.lambda - s.lambda, h0 = s.lambda - before.lambda
    return h.isFinite && h0.isFinite && h0 != 0 ? -h / (2 * h0) : 0
  }

  /// How many weights so many steps have that use up to `past` predictions before their own.
  static func count(past: Int, steps: Int) -> Int {
    let past = min(past, steps)
    return past * steps - past * (past + 1) / 2
  }

  private static func past(weights: Int, steps: Int) -> Int? {
    (0..<max(1, steps)).first { count(past: $0, steps: steps) == weights }
  }
}
