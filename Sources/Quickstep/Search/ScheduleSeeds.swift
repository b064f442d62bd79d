/// The solver schedules that are there without a search: order, prediction and corrector of the
/// unified framework, alike in all steps, on a few grids that end with no noise or next to none.
struct ScheduleSeeds {
  private let range: ScheduleRange
  private let evaluations: Int
  private let predictions: [UnifiedStrategy.Expanded]

  init(
    _ range: ScheduleRange, evaluations: Int, predictions: [UnifiedStrategy.Expanded]
  ) {
    self.range = range
    self.evaluations = evaluations
    self.predictions = predictions
  }

  /// Those whose levels start where the plan's do, and as plans that name their grids.
  func all(_ run: SearchContext) -> [(plan: Plan, schedule: SolverSchedule)] {
    var plan = run.plan
    plan.steps = evaluations
    let usual = ["uniform-lambda", "uniform-t", "quadratic"].filter { $0 != plan.grid.name }
    return ([plan.grid] + usual.map { Choice($0) }).flatMap(withEnds).flatMap { grid in
      plan.grid = grid
      // Not every grid has a place on every schedule.
      guard let levels = try? run.levels(of: plan), let (places, end) = places(levels) else {
        return [(plan: Plan, schedule: SolverSchedule)]()
      }
      return strategies(places, end).map { solver, schedule in
        plan.solver = solver
        return (plan, schedule)
      }
    }
  }

  private func withEnds(_ grid: Choice) -> [Choice] {
    var least = grid
    least.knobs[Knob.gridEnd.name] = .word(GridSpan.End.min.rawValue)
    let hasEnd =
      (try? gridRules.options.declaration(grid.name))?.knobs.contains(.gridEnd) ?? false
    return hasEnd && least != grid ? [grid, least] : [grid]
  }

  private func places(_ levels: [NoiseLevel]) -> (places: [Double], end: SolverSchedule.End)? {
    let isClean = levels.last?.sigma == 0
    let places = levels.dropFirst().dropLast(isClean ? 1 : 0).map(range.place)
    let starts = levels[0].rho == range.first.rho || abs(levels[0].rho / range.first.rho - 1) < 1e-9
    guard levels.count == evaluations + 1, starts, range.allows(places) else { return nil }
    return (places, isClean ? .clean : .placed)
  }

  private func strategies(
    _ places: [Double], _ end: SolverSchedule.End
  ) -> [(solver: Choice, schedule: SolverSchedule)] {
    var all: [(Choice, SolverSchedule)] = []
    for order in 1...3 {
      for prediction in predictions {
        for corrector in [UnifiedStrategy.Corrector.none, .pseudo] {
          let steps = (0..<evaluations).map { index in
            UnifiedStrategy(
              order: min(order, evaluations - index), prediction: prediction, slope: .exact,
              relaxation: 0, slopeNodes: UnifiedStrategy.mostNodes, corrector: corrector)
          }
          let solver = Choice(
            UnifiedSampling.declaration.name,
            [
              "order": .integer(order), "prediction": .word(prediction.rawValue),
              "corrector": .word(corrector.rawValue),
            ])
          let schedule = SolverSchedule(places: places, steps: steps, end: end, first: .model)
          all.append((solver, schedule.settled))
        }
      }
    }
    return all
  }
}

/// How often schedules may ask the model: as often as the plan that they are to replace.
struct ScheduleBudget {
  /// Of the guided model.
  var evaluations = 1
  /// Of the model itself; `nil` where the plan's follow from the numbers.
  private var calls: Int?

  init() {}

  /// - Throws: `SearchError.tooManyEvaluations`, or what the plan throws that cannot run.
  init(of run: SearchContext) throws {
    let foresight = try run.bench.job(run.plan).foresight()
    var single = run.plan
    single.solver = Choice(Euler.declaration.name)
    let perStep = try run.bench.job(single).evaluationsPerStep()
    evaluations = perStep.count
    if foresight.isWhole {
      let calls = foresight.evaluationsPerStep.reduce(0, +)
      evaluations = max(1, calls * perStep.count / max(1, perStep.reduce(0, +)))
      self.calls = calls
    }
    guard evaluations <= S3.mostEvaluations else {
      throw SearchError.tooManyEvaluations(evaluations, most: S3.mostEvaluations)
    }
  }

  /// Guidance may ask more often at other levels.
  func affords(_ plan: Plan, _ run: SearchContext) throws -> Bool {
    guard let calls else { return true }
    return try run.bench.job(plan).evaluationsPerStep().reduce(0, +) <= calls
  }
}
