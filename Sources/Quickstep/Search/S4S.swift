/// The weights of a linear multistep method, and the levels that it takes (Frankel et al. 2025, S4S:
/// Solving for a Diffusion Model Solver), for as many steps as the plan has.
///
/// Weights follow from the teacher's path, step by step, as `WeightFit` solves for them. Levels are
/// first moved one after the other, since a few samples near a watershed make the distance jump, and
/// then descend like those of `LD3`, every trial with its own weights; S4S-Alt learns the two in turn.
/// With `match=end` all numbers are then learned together by where runs end, which is the paper's own
/// objective. Weights of a step sum up to 1, so that no plan is worse than first order.
public struct S4S: Search {
  private enum Levels: String, CaseIterable { case learned, given }
  private enum Match: String, CaseIterable { case path, end }
  private enum Stage { case start, teacher, moves, levels, all }

  /// Moves of levels, of log alpha/sigma.
  private static let firstMove = 0.8, leastMove = 0.1

  public static let declaration = Declaration(
    "s4s", title: "S4S",
    summary: "the solver's weights, and levels for them, after the teacher's path",
    paper: "Frankel et al. 2025, S4S: Solving for a Diffusion Model Solver",
    knobs: [
      Knob(
        "levels", "learned with the weights, or as given",
        .choice(Levels.allCases.map(\.rawValue)), default: .word(Levels.learned.rawValue)),
      Knob(
        "match", "the teacher's path, step by step, or in addition the end alone",
        .choice(Match.allCases.map(\.rawValue)), default: .word(Match.path.rawValue)),
      Knob(
        "past", "predictions before its own that a step uses at most", .integer(1...10),
        default: .integer(4)),
      Knob(
        "prediction", "what is weighted", .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.data.rawValue)),
      Knob("teacher", "steps of the teacher's path", .integer(16...1000), default: .integer(64)),
      .from, .judging, .patience,
    ])
  public static let form = SearchForm.levels

  private let knobs: KnobValues
  private let start: SearchStart
  private let levels: Levels
  private let match: Match
  private let prediction: Prediction
  private let past, teacherSteps: Int

  private var stage = Stage.start
  private var shares = LevelShares([NoiseLevel(sigma: 1), NoiseLevel(sigma: 0)])
  /// The grids that are yet to be tried with weights of their own, and the best of them.
  private var starts: [[NoiseLevel]] = []
  private var first: [NoiseLevel] = []
  private var moves: LevelMoves?
  /// The sum of squares at the levels of the moves that were taken.
  private var least = Double.infinity
  private var matching: TeacherMatching?
  private var judges: Judges

  public init(_ knobs: KnobValues) {
    self.knobs = knobs
    start = knobs.choice(Knob.from.name)
    levels = knobs.choice("levels")
    match = knobs.choice("match")
    prediction = knobs.choice("prediction")
    past = knobs.integer("past")
    teacherSteps = knobs.integer("teacher")
    judges = Judges(knobs)
  }

  /// The teacher's path, with its predictions, and the columns of the descent.
  public func statesKept(steps: Int) -> Int {
    let weights = match == .end ? ListedWeights.count(past: past, steps: steps) : 0
    return 4 + 2 * teacherSteps + 3 * steps + weights
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    let teacher = try run.pathTeacher(steps: teacherSteps)
    let plans = WeightedPlans(
      run: run, shares: shares,
      fit: WeightFit(prediction: prediction, past: past, teacher: teacher))
    switch stage {
    case .start:
      starts = try start.wholeWays(run)
      if levels == .given { starts = [starts[0]] }
      first = starts[0]
      shares = LevelShares(first)
      stage = .teacher
    case .teacher:
      if try !run.follow(teacher) { stage = .moves }
    case .moves:
      if try !move(run, plans) {
        stage = .levels
        matching = TeacherMatching(
          knobs, from: shares.theta, moving: levels == .given ? 0..<0 : nil)
      }
    case .levels:
      let hasMore = try matching?.step(run, &judges) { theta in
        try plans.levels(theta).flatMap { try plans.fitted($0, theta) }
      }
      if hasMore == true { return true }
      guard match == .end, try beginAll(plans) else { return false }
    case .all: return try matching?.step(run, &judges, plans.listed) ?? false
    }
    return true
  }

  /// The next grid to start from, or the next move of a level.
  /// - Returns: whether there was one.
  private mutating func move(_ run: SearchContext, _ plans: WeightedPlans) throws -> Bool {
    guard moves != nil else {
      let levels = starts.removeFirst()
      if try attempt(levels, run, plans) { first = levels }
      if starts.isEmpty {
        moves = LevelMoves(first, move: Self.firstMove, least: Self.leastMove)
      }
      return true
    }
    guard levels == .learned, let moved = moves?.next(on: try plans.schedule) else { return false }
    if try attempt(moved, run, plans) { moves?.take(moved) } else { moves?.turn() }
    return true
  }

  /// - Returns: whether runs along the levels end nearer than before.
  private mutating func attempt(
    _ levels: [NoiseLevel], _ run: SearchContext, _ plans: WeightedPlans
  ) throws -> Bool {
    let shares = LevelShares(levels)
    guard let found = try plans.fitted(levels, shares.theta) else { return false }
    let sum = judges.taught(found.end, run.bench).reduce(0) { $0 + $1 * $1 }
    guard sum < least else { return false }
    (least, self.shares) = (sum, shares)
    _ = try judges.judge(found, run)
    return true
  }

  /// Goes on with weights that are free, from the best levels.
  private mutating func beginAll(_ plans: WeightedPlans) throws -> Bool {
    guard let theta = judges.best?.theta, let levels = try plans.levels(theta),
      let weights = try plans.fit.fit(levels, plans.run)?.weights
    else { return false }
    let all = theta + weights
    matching = TeacherMatching(
      knobs, from: all, moving: (self.levels == .given ? theta.count : 0)..<all.count)
    stage = .all
    return true
  }
}

/// Plans with listed levels and weights.
private struct WeightedPlans {
  let run: SearchContext
  let shares: LevelShares
  let fit: WeightFit

  var schedule: any Schedule {
    get throws { try run.plan.makeGrid(run.bench.model.sampler).schedule }
  }

  func levels(_ theta: [Double]) throws -> [NoiseLevel]? {
    shares.levels(theta, on: try schedule)
  }

  /// With the weights that follow from the teacher's path.
  func fitted(_ levels: [NoiseLevel], _ theta: [Double]) throws -> MatchedPlan? {
    guard let found = try fit.fit(levels, run), let plan = plan(levels, found.weights) else {
      return nil
    }
    run.tell(plan, endingAt: found.end)
    return MatchedPlan(plan: plan, theta: theta, end: found.end)
  }

  /// With weights behind the numbers of the levels.
  func listed(_ theta: [Double]) throws -> MatchedPlan? {
    let N = run.plan.steps
    guard let levels = try levels(Array(theta[..<N])), let plan = plan(levels, Array(theta[N...]))
    else { return nil }
    return try run.matched(plan, theta)
  }

  /// - Returns: `nil` where weights are too large.
  private func plan(_ levels: [NoiseLevel], _ weights: [Double]) -> Plan? {
    guard weights.allSatisfy({ abs($0) <= WeightFit.largest }) else { return nil }
    var chosen: [String: KnobValue] = [:]
    if !weights.isEmpty {
      chosen[ListedWeights.weightsName] = .list(weights.map { rounded($0, figures: 6) })
    }
    if fit.prediction != .data { chosen["prediction"] = .word(fit.prediction.rawValue) }
    var plan = run.plan.along(levels)
    plan.solver = Choice(ListedWeights.declaration.name, chosen)
    return plan
  }
}
