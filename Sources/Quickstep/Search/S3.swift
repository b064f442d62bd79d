/// Solver schedules found by evolution: levels, and order, prediction, derivatives and corrector of
/// every step. A network that has learned from the schedules run so far picks which of many children
/// are run (Liu et al. 2023, S³, the search of the unified sampling framework).
///
/// Schedules ask the guided model as often as the plan's own solver does.
public struct S3: Search {
  private enum Predictor: String, CaseIterable { case pairs, none }

  public static let declaration = Declaration(
    "s3", title: "S³", summary: "levels and what each step does, by evolution behind a predictor",
    paper: "Liu et al. 2023, A Unified Sampling Framework for Solver Searching of Diffusion "
      + "Probabilistic Models",
    knobs: [
      Knob("stages", "generations that are run", .integer(1...6), default: .integer(4)),
      Knob("trials", "runs of a stage", .integer(20...200), default: .integer(60)),
      Knob(
        "predictor", "what picks children: a network trained on pairs of schedules, or chance",
        .choice(Predictor.allCases.map(\.rawValue)), default: .word(Predictor.pairs.rawValue)),
    ])
  public static let form = SearchForm.schedules
  public static let pictureName = "population"

  /// The most evaluations of a schedule: beyond, the predictor has too much to learn.
  public static let mostEvaluations = 20

  /// Parents are the best so many.
  private static let parents = 30
  /// Generations that only the predictor sees, and their children.
  private static let generations = 6, children = 100

  private enum Phase { case start, comparing, drawing, training, breeding, trying, done }

  private let stages, trials: Int
  private let predictor: Predictor
  private var phase = Phase.start
  private var stage = 0
  private var budget = ScheduleBudget()
  private var breeder: ScheduleBreeder?
  private var waiting: [(plan: Plan, schedule: SolverSchedule)] = []
  private var pool: [(schedule: SolverSchedule, error: Double)] = []
  private var known: Set<SolverSchedule> = []
  private var lesson: ScheduleLesson?
  /// What the predictor has to choose from, best first, and how many generations of it there were.
  private var candidates: [SolverSchedule] = []
  private var generation = 0
  private var population = SchedulePopulation()

  public init(_ knobs: KnobValues) {
    stages = knobs.integer("stages")
    trials = knobs.integer("trials")
    predictor = knobs.choice("predictor")
  }

  public func statesKept(steps: Int) -> Int { 16 }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    run.rest()
    switch phase {
    case .start: try begin(run)
    case .comparing, .drawing, .trying:
      if let next = waiting.popLast() {
        try tryNext(next.plan, next.schedule, run)
      } else {
        turn(run)
      }
    case .training: train(run)
    case .breeding: breed(run)
    case .done: break
    }
    return phase != .done
  }

  private mutating func begin(_ run: SearchContext) throws {
    budget = try ScheduleBudget(of: run)
    let (schedule, grid) = try run.plan.makeGrid(run.bench.model.sampler)
    let range = ScheduleRange(first: grid.levels[0], on: schedule)
    let allowed = try ScheduleChoices(for: run)
    breeder = ScheduleBreeder(
      mutation: ScheduleMutation(), range: range, evaluations: budget.evaluations,
      allowed: allowed, random: run.random)
    let seeds = ScheduleSeeds(
      range, evaluations: budget.evaluations, predictions: allowed.predictions)
    waiting = seeds.all(run).reversed()
    phase = .comparing
  }

  private mutating func tryNext(
    _ plan: Plan, _ schedule: SolverSchedule, _ run: SearchContext
  ) throws {
    let error = phase == .comparing ? try run.compare(plan) : try error(of: plan, run)
    pool.append((schedule, error))
    known.insert(schedule)
    population.add(error)
    run.picture = population.picture
  }

  /// Infinite where the plan cannot run, or costs more than it may.
  private func error(of plan: Plan, _ run: SearchContext) throws -> Double {
    do {
      return try budget.affords(plan, run) ? try run.error(of: plan) : .infinity
    } catch is SamplingError {
      return .infinity
    }
  }

  /// Once all that was waiting has been run.
  private mutating func turn(_ run: SearchContext) {
    population.endRow()
    switch phase {
    case .comparing:
      phase = .drawing
      wait(for: (0..<drawn).map { _ in breeder!.drawn() }, run)
    case .drawing: choose(run)
    default:
      stage += 1
      if stage == stages { phase = .done } else { choose(run) }
    }
  }

  /// Chooses children of the best to run, at once or behind the predictor.
  private mutating func choose(_ run: SearchContext) {
    pool.sort { $0.error < $1.error }
    lesson = predictor == .pairs ? ScheduleLesson(pool, using: &breeder!.random) : nil
    (candidates, generation) = ([], 0)
    if lesson != nil {
      phase = .training
    } else {
      phase = .trying
      wait(for: newChildren(of: best, count: childrenToRun), run)
    }
  }

  /// Schedules with anything in them, which the first stage begins with.
  private var drawn: Int { trials / 3 }

  private var childrenToRun: Int { stage == 0 ? trials - drawn : trials }

  private var best: [SolverSchedule] { pool.prefix(Self.parents).map(\.schedule) }

  private mutating func train(_ run: SearchContext) {
    guard lesson!.train(using: &breeder!.random) else { return }
    run.agreement = lesson!.agreement
    phase = .breeding
  }

  /// One generation that only the predictor sees; after the last its favourites are run.
  private mutating func breed(_ run: SearchContext) {
    let parents = generation == 0 ? best : Array(best.prefix(15) + candidates.prefix(15))
    candidates = lesson!.ranked(
      candidates + newChildren(of: parents, count: Self.children, besides: Set(candidates)))
    candidates = Array(candidates.prefix(2 * trials))
    generation += 1
    guard generation == Self.generations else { return }
    phase = .trying
    wait(for: Array(candidates.prefix(childrenToRun)), run)
  }

  /// Children that nobody has run; where they become rare, as many as are found.
  private mutating func newChildren(
    of parents: [SolverSchedule], count: Int, besides others: Set<SolverSchedule> = []
  ) -> [SolverSchedule] {
    var seen = known.union(others)
    var children: [SolverSchedule] = []
    for _ in 0..<20 * count where children.count < count {
      let child = breeder!.child(of: parents)
      if seen.insert(child).inserted { children.append(child) }
    }
    return children
  }

  private mutating func wait(for schedules: [SolverSchedule], _ run: SearchContext) {
    let range = breeder!.range
    waiting = schedules.reversed().map { (range.plan($0, run.plan), $0) }
  }
}
