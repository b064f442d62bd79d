import Glibc

/// SA-Solver: Adams' methods for the reverse equation with any share of noise, the polynomial
/// through the predictions m integrated exactly in lambda (Xue et al. 2023, SA-Solver, algorithm 1;
/// here for data predictions):
///
///     x' = sigma'/sigma e^(-tau² h) x + sum_j b_j m_j + sigma' sqrt(1 - e^(-2 tau² h)) z
///     b_j = (1 + tau²) sigma' e^(-tau² lambda') integral of e^((1 + tau²) lambda) L_j(lambda)
///
/// with L_j the Lagrange polynomials of the levels that the predictions belong to. The corrector
/// takes a step again, with the same z, through the prediction at its end too. That one is needed
/// for the next step anyway: a step first corrects the state that it is given, then predicts.
public struct SASolver: Solver {
  private enum Slope: String, CaseIterable { case half, integral }
  private enum Final: String, CaseIterable { case lower, keep }
  /// Predict, evaluate, correct; and evaluate once more what was corrected.
  private enum Mode: String, CaseIterable { case pec, pece }

  public static let declaration = Declaration(
    "sa", title: "SA-Solver", group: .stochastic,
    summary: "multistep with fresh noise and a free corrector, one evaluation a step",
    paper: "Xue et al. 2023, SA-Solver: Stochastic Adams Solver",
    knobs: [
      Knob("predictor", "highest order of the predictor", .integer(1...4), default: .integer(1)),
      Knob(
        "corrector", "highest order of the corrector; 0 for none", .integer(0...4),
        default: .integer(4)),
      Knob(
        "tau", "noise: 0 is the ODE, 1 the reverse SDE", .real(0...10, step: .linear(0.1)),
        default: .real(1)),
      Knob(
        "s-min", "noise from this sigma/alpha on", .real(0...1e9, step: .factor(1.2)),
        default: .real(0)),
      Knob(
        "s-max", "noise up to this sigma/alpha", .real(0...1e9, step: .factor(1.2)),
        default: .real(1e9)),
      Knob(
        "prediction", "what is extrapolated",
        .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.data.rawValue)),
      Knob(
        "slope", "weight of the slope between two data predictions: half of the step's, or exact",
        .choice(Slope.allCases.map(\.rawValue)), default: .word(Slope.integral.rawValue)),
      Knob(
        "final", "orders at the end: falling, or kept",
        .choice(Final.allCases.map(\.rawValue)), default: .word(Final.lower.rawValue)),
      Knob(
        "mode", "predict, evaluate, correct, or also evaluate again",
        .choice(Mode.allCases.map(\.rawValue)), default: .word(Mode.pec.rawValue)),
    ])

  private let predictorOrder, correctorOrder: Int
  private let tau: Double
  private let range: (low: Double, high: Double)
  private let prediction: Prediction
  private let slope: Slope
  private let final: Final
  private let mode: Mode
  /// The order in which the next step corrects this one.
  private var nextCorrection = 0

  /// A corrector raises the order of the predictor by one, and its own order is a bound.
  public var order: Double? {
    guard tau == 0 else { return nil }
    return Double(correctorOrder == 0 ? predictorOrder : min(correctorOrder, predictorOrder + 1))
  }

  public init(_ knobs: KnobValues) {
    predictorOrder = knobs.integer("predictor")
    correctorOrder = knobs.integer("corrector")
    tau = knobs.real("tau")
    range = (knobs.real("s-min"), knobs.real("s-max"))
    prediction = knobs.choice("prediction")
    slope = knobs.choice("slope")
    final = knobs.choice("final")
    mode = knobs.choice("mode")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction == .data else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let x = run.state
    var m = run.evaluate(x, at: s, as: prediction)
    correct(run, at: s, with: m)
    if mode == .pece, run.state != x { m = run.evaluate(run.state, at: s, as: prediction) }
    run.remember(m, at: s, keep: max(predictorOrder, correctorOrder - 1))
    // A step of infinite length has a finite integral of the constant only.
    let nodes = (t.lambda - s.lambda).isFinite ? distinct(run.history) : [run.history[0]]
    let lowers = final == .lower
    nextCorrection = min(
      correctorOrder, nodes.count + 1, lowers ? run.remaining + 2 : correctorOrder)
    let order = min(predictorOrder, nodes.count, lowers ? run.remaining + 1 : predictorOrder)
    let linear = linearPart(from: s, to: t)
    run.forget(.noises)
    if linear.fresh > 0 { run.remember(run.noise(), at: s, keep: 1, in: .noises) }
    run.order = order
    run.advance(terms(linear, from: run.state, at: s, through: Array(nodes.prefix(order)), run))
  }

  /// The predictions that a polynomial may go through: those at finite lambdas, each at its own.
  private func distinct(_ nodes: [Past]) -> [Past] {
    let lambdas = nodes.map(\.level.lambda)
    let count = lambdas.indices.first {
      !lambdas[$0].isFinite || lambdas[..<$0].contains(lambdas[$0])
    }
    return Array(nodes.prefix(max(1, count ?? nodes.count)))
  }

  /// Takes the last step again, through the prediction `m` at its end too.
  private func correct(_ run: StepContext, at s: NoiseLevel, with m: Slot) {
    guard nextCorrection > 0, let x = run.previousState, let start = run.history.first?.level,
      (s.lambda - start.lambda).isFinite, s.lambda != start.lambda
    else { return }
    let nodes = distinct([Past(slot: m, level: s)] + run.history.prefix(nextCorrection - 1))
    run.correct(
      run.combine(terms(linearPart(from: start, to: s), from: x, at: start, through: nodes, run)))
  }

  private func linearPart(from s: NoiseLevel, to t: NoiseLevel) -> LinearPart {
    let isNoisy = t.sigma > 0 && range.low <= s.rho && s.rho <= range.high
    return LinearPart(prediction, eta: isNoisy ? tau * tau : 0, from: s, to: t)
  }

  /// The state at the end of a step from `x` at `s`, with the step's noise.
  private func terms(
    _ linear: LinearPart, from x: Slot, at s: NoiseLevel, through nodes: [Past],
    _ run: StepContext
  ) -> [Term] {
    let b =
      nodes.count == 1 || linear.h == 0
      ? [linear.constant]
      : vandermondeWeights(
        nodes.map { ($0.level.lambda - s.lambda) / linear.h },
        moments: moments(linear, count: nodes.count))
    return [(x, linear.ratio)] + zip(nodes.map(\.slot), b).map { ($0, $1) }
      + run.past(.noises).map { ($0.slot, linear.fresh) }
  }

  /// What is added by the powers of r = (lambda - lambda_s) / h in place of the prediction.
  private func moments(_ linear: LinearPart, count: Int) -> [Double] {
    var factorial = 1.0
    let exact = (1..<count).map { k in
      factorial *= Double(k)
      return factorial * linear.weight(k + 1)
    }
    let isHalf = slope == .half && count == 2 && prediction == .data
    return [linear.constant] + (isHalf ? [linear.gain * linear.z / 2] : exact)
  }
}
