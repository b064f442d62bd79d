/// DPM-Solver-v3: exponential multistep whose linear part follows the model's own statistics, with a
/// free corrector (Zheng et al. 2023, algorithms 2 and 3).
///
/// For every coordinate, with coefficients l, s, b that depend on lambda,
///
///     f = (sigma eps - l x) / alpha,   f' = s f + b + what is left
///
/// and only what is left is extrapolated. (l, s, b) = (1, 0, 0) extrapolates the data prediction and
/// (0, -1, 0) the noise prediction; learned ones make it as small as they can on average.
///
/// The prediction at a step's end is needed for the next step anyway: a step first corrects the state
/// that it is given, leaving f as it is, then predicts.
public struct DPMSolverV3: Solver {
  private enum Parametrisation: String, CaseIterable { case learned, data, noise }
  private enum Corrector: String, CaseIterable {
    case none, full, pseudo

    var derivatives: DPMSolverV3Step.Derivatives { self == .pseudo ? .pseudo : .full }
  }
  private enum Final: String, CaseIterable { case lower, keep }

  public static let declaration = Declaration(
    "dpm-v3", title: "DPM-Solver-v3", group: .multistep,
    summary: "multistep after the model's statistics, with a free corrector",
    paper: "Zheng et al. 2023, DPM-Solver-v3: Improved Diffusion ODE Solver with Empirical Model "
      + "Statistics",
    knobs: [
      Knob("order", "highest order of the predictor", .integer(1...3), default: .integer(2)),
      Knob(
        "parametrisation", "what is extrapolated: after learned statistics, or one prediction",
        .choice(Parametrisation.allCases.map(\.rawValue)),
        default: .word(Parametrisation.learned.rawValue)),
      Knob(
        "predictor", "derivatives: all from one polynomial, or each from a difference of its own",
        .choice(DPMSolverV3Step.Derivatives.allCases.map(\.rawValue)),
        default: .word(DPMSolverV3Step.Derivatives.full.rawValue)),
      Knob(
        "corrector", "none, or derivatives as for the predictor; pseudo takes one more",
        .choice(Corrector.allCases.map(\.rawValue)), default: .word(Corrector.full.rawValue)),
      Knob(
        "final", "order at the end: falling to 1, or kept",
        .choice(Final.allCases.map(\.rawValue)), default: .word(Final.lower.rawValue)),
    ])

  private let highestOrder: Int
  private let parametrisation: Parametrisation
  private let predictor: DPMSolverV3Step.Derivatives
  private let corrector: Corrector
  private let final: Final
  /// The order of the last prediction.
  private var lastOrder = 0

  /// The corrector has the order of the predictor; differences of their own are of second order.
  public var order: Double? {
    switch (predictor, corrector) {
    case (_, .pseudo): 2
    case (.full, _), (.pseudo, .full): Double(highestOrder)
    case (.pseudo, .none): Double(min(highestOrder, 2))
    }
  }

  public var needsStatistics: Bool { parametrisation == .learned }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    parametrisation = knobs.choice("parametrisation")
    predictor = knobs.choice("predictor")
    corrector = knobs.choice("corrector")
    final = knobs.choice("final")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    guard s.alpha > 0 else { return run.eulerStep(run.state, from: s, to: t) }
    let statistics = statistics(run)
    let l = statistics.l(at: s.lambda)
    let D = run.evaluate(run.state, at: s, as: .data)
    let f = DPMSolverV3Step.f(run, of: run.state, D, l, at: s)
    let made = Past(slot: f, level: s)
    if let x = run.previousState { correct(run, from: x, with: made, statistics) }
    run.remember(f, at: s, keep: highestOrder)
    lastOrder = usableOrder(run)
    let nodes = Array(run.history.prefix(lastOrder))
    if let step = step(statistics, to: t, through: nodes, predictor) {
      run.order = lastOrder
      run.advance(step.terms(run.state, nodes), plus: step.constant)
    } else {
      lastOrder = 1
      run.order = 1
      run.advance(DPMSolverV3Step.euler(run.state, f, l, from: s, to: t), plus: [])
    }
  }

  private func statistics(_ run: StepContext) -> ModelStatistics {
    let data = ModelStatistics(l: 1, s: 0, b: 0, knotsOf: run.statistics)
    return switch parametrisation {
    case .learned: run.statistics ?? data
    case .data: data
    case .noise: ModelStatistics(l: 0, s: -1, b: 0, knotsOf: run.statistics)
    }
  }

  private func usableOrder(_ run: StepContext) -> Int {
    let usable = min(highestOrder, run.history.count)
    return final == .lower ? min(usable, run.remaining + 1) : usable
  }

  /// Takes the last step again, through f at its end too.
  private func correct(
    _ run: StepContext, from x: Slot, with f: Past, _ statistics: ModelStatistics
  ) {
    let order = corrector == .pseudo ? lastOrder + 1 : lastOrder
    guard corrector != .none, order > 1, let base = run.history.first else { return }
    let nodes = Array(([base, f] + run.history.dropFirst()).prefix(order))
    if let step = step(statistics, to: f.level, through: nodes, corrector.derivatives) {
      run.correct(run.combine(step.terms(x, nodes), plus: step.constant))
    }
  }

  private func step(
    _ statistics: ModelStatistics, to t: NoiseLevel, through nodes: [Past],
    _ derivatives: DPMSolverV3Step.Derivatives
  ) -> DPMSolverV3Step? {
    DPMSolverV3Step(statistics, to: t, through: nodes) {
      derivatives.weights($0, moments: $1.moments)
    }
  }
}
