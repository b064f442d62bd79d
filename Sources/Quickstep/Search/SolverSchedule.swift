import Glibc

/// A solver schedule: where the noise levels lie, and what the unified framework does in every step
/// between them (Liu et al. 2023, A Unified Sampling Framework for Solver Searching of Diffusion
/// Probabilistic Models).
struct SolverSchedule: Hashable, Sendable {
  /// Where the last step ends: at the level without noise, or at the last of the places.
  enum End: CaseIterable { case clean, placed }

  /// What the first step goes by: the model, or nothing but zeros or the mean of the data, which
  /// saves an evaluation.
  enum First: CaseIterable { case model, zero, mean }

  /// Of every level but the first and the clean one, rising: 0 is the first level, 1 the cleanest
  /// with noise, on a scale of log alpha/sigma.
  var places: [Double]
  var steps: [UnifiedStrategy]
  var end: End
  var first: First

  /// Of the guided model.
  var evaluations: Int {
    steps.count - (first == .model ? 0 : 1) + steps.filter { $0.corrector == .implicit }.count
  }

  /// The place that step `index` starts from.
  func start(_ index: Int) -> Double { index == 0 ? 0 : places[index - 1] }

  /// The place that step `index` ends at; `nil` for the level without noise.
  func end(_ index: Int) -> Double? { index < places.count ? places[index] : nil }

  /// With orders that there are nodes for, and with the defaults wherever a setting does nothing.
  var settled: SolverSchedule {
    var settled = self
    for index in steps.indices {
      let isLast = index == steps.count - 1
      var step = steps[index]
      step.order = isLast && end == .clean ? 1 : min(step.order, index + 1)
      if isLast { step.corrector = .none }
      step.stepsBack = step.order == 1 ? 0 : min(step.stepsBack, index)
      let nodes = step.order - (step.corrector == .none ? 1 : 0)
      if step.slopeNodes >= nodes { step.slopeNodes = UnifiedStrategy.mostNodes }
      let hasLine = step.order == 2 || (step.order == 1 && step.corrector != .none)
      if !hasLine { step.slope = .exact }
      if nodes == 0 { step.relaxation = 0 }
      settled.steps[index] = step
    }
    return settled
  }

  /// The solver of such steps, without what its defaults say.
  var solver: Choice {
    var knobs: [String: KnobValue] = ["orders": .integers(steps.map(\.order))]
    func list(_ name: String, unless usual: Int, _ value: (UnifiedStrategy) -> Int) {
      let values = steps.map(value)
      if values.contains(where: { $0 != usual }) { knobs[name] = .integers(values) }
    }
    list("predictions", unless: 1) {
      UnifiedStrategy.Expanded.allCases.firstIndex(of: $0.prediction)!
    }
    list("correctors", unless: 0) {
      UnifiedStrategy.Corrector.allCases.firstIndex(of: $0.corrector)!
    }
    list("slopes", unless: 0) { UnifiedStrategy.Slope.allCases.firstIndex(of: $0.slope)! }
    list("derivatives", unless: UnifiedStrategy.mostNodes, \.slopeNodes)
    list("starts", unless: 0, \.stepsBack)
    if steps.contains(where: { $0.relaxation != 0 }) {
      knobs["relaxations"] = .list(steps.map(\.relaxation))
    }
    switch first {
    case .model: break
    case .zero: knobs["first"] = .real(0)
    case .mean: knobs["first-by"] = .word("mean")
    }
    return Choice(UnifiedSampling.declaration.name, knobs)
  }
}

/// The levels that solver schedules place: from a plan's first one on.
struct ScheduleRange {
  /// Levels are no nearer to each other than this in log alpha/sigma: derivatives from nodes that
  /// nearly coincide are noise.
  static let gap = 0.02

  let first: NoiseLevel
  let low, high: Double

  init(first: NoiseLevel, on schedule: any Schedule) {
    self.first = first
    let cleanest = schedule.level(t: schedule.range.lowerBound).lambda
    // Some schedules end without noise, and some begin without data.
    high = cleanest.isFinite ? cleanest : 7
    low = first.lambda.isFinite ? first.lambda : min(-5, high - 1)
  }

  /// Of the whole range, as places are.
  var gap: Double { Self.gap / (high - low) }

  func place(_ level: NoiseLevel) -> Double { (level.lambda - low) / (high - low) }

  /// sigma/alpha of the levels.
  func sigmas(_ schedule: SolverSchedule) -> [Double] {
    let placed = schedule.places.map { rounded(exp(-(low + $0 * (high - low))), figures: 6) }
    return [first.rho] + placed + (schedule.end == .clean ? [0] : [])
  }

  /// Whether the places rise and are far enough apart.
  func allows(_ places: [Double]) -> Bool {
    zip([0] + places, places).allSatisfy { $1 - $0 >= gap }
  }

  /// A plan that takes the schedule's steps.
  func plan(_ schedule: SolverSchedule, _ base: Plan) -> Plan {
    var plan = base.along(sigmas: sigmas(schedule))
    plan.solver = schedule.solver
    return plan
  }
}
