/// The unified sampling framework: every step has a strategy of its own, of which DPM-Solver,
/// DPM-Solver++, UniPC and the exponential multistep methods are special cases (Liu et al. 2023).
///
/// The prediction at a step's end is needed for the next step anyway: a step first corrects the
/// state that it is given, as the last step's strategy says, then predicts. Where lambda is infinite
/// an Euler step stands in. A step may also go on from the state that one of the steps before started
/// from, which makes single-step methods.
public struct UnifiedSampling: Solver {
  public static let declaration = Declaration(
    "usf", title: "unified sampling (USF)", group: .multistep,
    summary: "multistep; order, prediction and corrector of every step are free",
    paper: "Liu et al. 2023, A Unified Sampling Framework for Solver Searching of Diffusion "
      + "Probabilistic Models",
    knobs: [
      Knob("order", "terms of the expansion", .integer(1...4), default: .integer(2)),
      Knob(
        "prediction", "what is extrapolated; v3: what the model's statistics leave, as in dpm-v3",
        .choice([UnifiedStrategy.Expanded.data, .noise, .v3].map(\.rawValue)),
        default: .word(UnifiedStrategy.Expanded.data.rawValue)),
      Knob(
        "slope", "weight of the slope between two nodes: the integral's, (e^z - 1)/2, or z/2",
        .choice(UnifiedStrategy.Slope.allCases.map(\.rawValue)),
        default: .word(UnifiedStrategy.Slope.exact.rawValue)),
      Knob(
        "relaxation", "c of the factor 1 + c h on the first derivative",
        .real(-2...2, step: .linear(0.05)), default: .real(0)),
      Knob(
        "slope-nodes", "earlier predictions that the first derivative comes from, at most",
        .integer(1...4), default: .integer(4)),
      Knob(
        "corrector", "none, free, or with an evaluation of the corrected state",
        .choice(UnifiedStrategy.Corrector.allCases.map(\.rawValue)),
        default: .word(UnifiedStrategy.Corrector.none.rawValue)),
      .final(.lower),
      Knob(
        "orders", "order of each step, as long as the list is; not lowered at the end",
        .integers(1...4, counts: 0...100), default: .integers([])),
      Knob(
        "predictions", "of each step, as long as the list is: 0 noise, 1 data, 2 v3",
        .integers(0...2, counts: 0...100), default: .integers([])),
      Knob(
        "correctors", "of each step, as long as the list is: 0 none, 1 free, 2 with an evaluation",
        .integers(0...2, counts: 0...100), default: .integers([])),
      Knob(
        "relaxations", "c of each step, as long as the list is; auto has none", .list(-2...2),
        default: .automatic),
      Knob(
        "slopes", "of each step, as long as the list is: 0 exact, 1 midpoint, 2 linear",
        .integers(0...2, counts: 0...100), default: .integers([])),
      Knob(
        "derivatives", "slope-nodes of each step, as long as the list is",
        .integers(1...4, counts: 0...100), default: .integers([])),
      Knob(
        "starts",
        "of each step, as long as the list is: how many steps back it goes on from",
        .integers(0...3, counts: 0...100), default: .integers([])),
      Knob(
        "first", "data prediction of the first step in the model's place; auto: as first-by says",
        .real(-1...1, step: .linear(0.05)), default: .automatic),
      Knob(
        "first-by", "what the first step goes by: the model, or the mean of the data",
        .choice(FirstBy.allCases.map(\.rawValue)), default: .word(FirstBy.model.rawValue)),
    ])

  private enum FirstBy: String, CaseIterable { case model, mean }

  /// What the first step goes by.
  enum First: Hashable, Sendable {
    case model, mean
    case constant(Double)
  }

  private let common: UnifiedStrategy
  private let final: ExponentialMultistep.Final
  private let orders: [Int]
  private let predictions: [UnifiedStrategy.Expanded]
  private let correctors: [UnifiedStrategy.Corrector]
  private let relaxations: [Double]
  private let slopes: [UnifiedStrategy.Slope]
  private let derivatives: [Int]
  private let starts: [Int]
  let first: First
  /// The last step's, with the order that it had.
  private var last: UnifiedStrategy

  public var order: Double? { first == .model ? Double(common.orderOfConvergence) : 1 }

  public var needsStatistics: Bool { common.prediction == .v3 || predictions.contains(.v3) }

  public var needsDataMean: Bool { first == .mean }

  public init(_ knobs: KnobValues) {
    common = UnifiedStrategy(
      order: knobs.integer("order"), prediction: knobs.choice("prediction"),
      slope: knobs.choice("slope"), relaxation: knobs.real("relaxation"),
      slopeNodes: knobs.integer("slope-nodes"), corrector: knobs.choice("corrector"))
    final = knobs.choice("final")
    orders = knobs.integers("orders")
    predictions = knobs.integers("predictions").map { UnifiedStrategy.Expanded.allCases[$0] }
    correctors = knobs.integers("correctors").map { UnifiedStrategy.Corrector.allCases[$0] }
    relaxations = knobs.optionalList("relaxations") ?? []
    slopes = knobs.integers("slopes").map { UnifiedStrategy.Slope.allCases[$0] }
    derivatives = knobs.integers("derivatives")
    starts = knobs.integers("starts")
    let by: FirstBy = knobs.choice("first-by")
    first = knobs.optional("first").map { .constant($0) } ?? (by == .mean ? .mean : .model)
    last = common
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    guard s.alpha > 0 else { return eulerStep(run, from: s, to: t) }
    var predicted = evaluate(run, at: s)
    if last.corrector != .none, let start = run.previousState,
      let base = past(run, last.prediction).first
    {
      let nodes =
        [predicted(last.prediction)] + past(run, last.prediction)[1..<last.order]
      correct(run, from: start, base, to: s, through: nodes)
      if last.corrector == .implicit { predicted = evaluate(run, at: s) }
    }
    remember(run, predicted, at: s)

    last = strategy(run, to: t)
    run.order = last.order
    var nodes = past(run, last.prediction)
    let base = nodes.remove(at: last.stepsBack)
    let start = last.stepsBack == 0 ? run.state : run.past(.states)[last.stepsBack].slot
    let others = Array(nodes.prefix(last.order - 1))
    guard last.prediction == .v3 else {
      return run.advance(last.terms(from: start, base, to: t, through: others))
    }
    let statistics = statistics(run)
    if let step = last.step(from: base, to: t, through: others, statistics) {
      run.advance(step.terms(start, [base] + others), plus: step.constant)
    } else {
      let l = statistics.l(at: s.lambda)
      run.advance(
        DPMSolverV3Step.euler(run.state, predicted(.v3).slot, l, from: s, to: t), plus: [])
    }
  }

  /// Takes the last step again, through the prediction at its end too.
  private func correct(
    _ run: StepContext, from x: Slot, _ base: Past, to s: NoiseLevel, through nodes: [Past]
  ) {
    guard last.prediction == .v3 else {
      return run.correct(run.combine(last.terms(from: x, base, to: s, through: nodes)))
    }
    if let step = last.step(from: base, to: s, through: nodes, statistics(run)) {
      run.correct(run.combine(step.terms(x, [base] + nodes), plus: step.constant))
    }
  }

  private func remember(
    _ run: StepContext, _ predicted: (UnifiedStrategy.Expanded) -> Past, at s: NoiseLevel
  ) {
    for kind in kinds { run.remember(predicted(kind).slot, at: s, keep: 4, in: track(kind)) }
    if let furthest = starts.max(), furthest > 0 {
      run.remember(run.state, at: s, keep: furthest + 1, in: .states)
    }
  }

  /// Those of a dry run are left out.
  private func statistics(_ run: StepContext) -> ModelStatistics {
    run.statistics ?? ModelStatistics(l: 1, s: 0, b: 0, knotsOf: nil)
  }

  /// Where alpha is 0 there is nothing to extrapolate in lambda.
  private func eulerStep(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    guard let D = given(run) else { return run.eulerStep(run.state, from: s, to: t) }
    let transfer = Prediction.data.transfer(from: s, to: t)
    run.advance((run.state, transfer.state), (D, transfer.output))
  }

  /// The data prediction that the first step goes by without the model.
  private func given(_ run: StepContext) -> Slot? {
    guard run.index == 0 else { return nil }
    return switch first {
    case .model: nil
    case .mean: run.dataMean(run.state, at: run.scheduledStart)
    case .constant(let value): run.combine([CoordinateTerm](), plus: [value])
    }
  }

  /// All that steps expand, of the run's state.
  private func evaluate(
    _ run: StepContext, at s: NoiseLevel
  ) -> (UnifiedStrategy.Expanded) -> Past {
    let D = given(run) ?? run.evaluate(run.state, at: s, as: .data)
    let toNoise = Prediction.data.conversion(to: .noise, at: s)
    let eps = run.combine((run.state, toNoise.state), (D, toNoise.output))
    let f =
      needsStatistics
      ? DPMSolverV3Step.f(run, of: run.state, D, statistics(run).l(at: s.lambda), at: s) : D
    return { kind in
      switch kind {
      case .noise: Past(slot: eps, level: s)
      case .data: Past(slot: D, level: s)
      case .v3: Past(slot: f, level: s)
      }
    }
  }

  /// What steps may expand.
  private var kinds: [UnifiedStrategy.Expanded] {
    needsStatistics ? [.data, .noise, .v3] : [.data, .noise]
  }

  private func track(_ kind: UnifiedStrategy.Expanded) -> Track {
    switch kind {
    case .noise: .noises
    case .data: .evaluations
    case .v3: .rests
    }
  }

  private func past(_ run: StepContext, _ kind: UnifiedStrategy.Expanded) -> [Past] {
    run.past(track(kind))
  }

  /// This step's strategy, with the order that there are nodes for.
  private func strategy(_ run: StepContext, to t: NoiseLevel) -> UnifiedStrategy {
    var strategy = strategy(step: run.index, remaining: run.remaining)
    let nodes = run.history.count
    strategy.order = t.sigma == 0 ? 1 : min(strategy.order, nodes)
    strategy.stepsBack = t.sigma == 0 ? 0 : min(strategy.stepsBack, nodes - 1)
    return strategy
  }

  /// The strategy that the knobs give a step.
  func strategy(step index: Int, remaining: Int) -> UnifiedStrategy {
    func own<Value>(_ list: [Value], _ fallback: Value) -> Value {
      index < list.count ? list[index] : fallback
    }
    let lowered =
      switch final {
      case .lower: min(common.order, remaining + 1)
      case .euler: remaining == 0 ? 1 : common.order
      case .keep: common.order
      }
    return UnifiedStrategy(
      order: own(orders, lowered), prediction: own(predictions, common.prediction),
      slope: own(slopes, common.slope), relaxation: own(relaxations, common.relaxation),
      slopeNodes: own(derivatives, common.slopeNodes),
      corrector: own(correctors, common.corrector), stepsBack: own(starts, 0))
  }
}
