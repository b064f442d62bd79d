/// The fewest evaluations of the model that come near enough to the right end, over solvers and
/// grids.
///
/// Errors do not always fall as steps are added, so nothing is bisected: with 1 evaluation, with 2 and
/// so on every pair is tried that can spend so many, until one is near enough. So nothing is ever
/// run that costs more than the best. Then the plan's own pair goes on alone, to tell what is won.
public struct FewestEvaluations: Search {
  public static let declaration = Declaration(
    "fewest", title: "fewest evaluations",
    summary: "which solver on which grid comes near enough with the fewest")
  public static let form = SearchForm.fewest

  /// Nothing is looked for beyond so many evaluations.
  public static let most = 100

  private struct Pair {
    let solver, grid: Choice
    /// The next number of steps to try, and the evaluations that it takes.
    var steps = 1
    var cost: Int?

    func plan(_ base: Plan) -> Plan {
      var plan = base
      (plan.solver, plan.grid, plan.steps) = (solver, grid, steps)
      return plan
    }
  }

  private enum Phase { case start, comparing, own, done }

  private var phase = Phase.start
  private var pairs: [Pair] = []
  /// Evaluations of the present round, and the pair that is next.
  private var n = 1, index = 0
  private var table = FewestTable(tolerance: 0)
  private var own = Pair(solver: .automatic, grid: .automatic)

  public init(_ knobs: KnobValues) {}

  public mutating func step(_ run: SearchContext) throws -> Bool {
    if phase == .start { try begin(run) }
    if phase == .comparing { try compareNext(run) }
    if phase == .own { try ownNext(run) }
    run.fewest = table
    return phase != .done
  }

  private mutating func begin(_ run: SearchContext) throws {
    let rivals = run.rivals
    table = FewestTable(tolerance: rivals.tolerance)
    for solver in rivals.solvers {
      for grid in rivals.grids {
        var pair = Pair(solver: solver, grid: grid)
        if try settle(&pair, atLeast: 1, run) { pairs.append(pair) }
      }
    }
    guard !pairs.isEmpty else { throw SearchError.nothingToCompare }
    table.compared = pairs.count
    own = Pair(solver: run.plan.solver, grid: run.plan.grid)
    phase = .comparing
  }

  /// Runs the next pair that can spend what this round allows.
  private mutating func compareNext(_ run: SearchContext) throws {
    while true {
      guard index < pairs.count else {
        table.evaluations = n
        guard table.winner == nil, n < Self.most, !pairs.isEmpty else {
          phase = table.winner == nil ? .done : .own
          return
        }
        (n, index) = (n + 1, 0)
        continue
      }
      guard try settle(&pairs[index], atLeast: n, run) else {
        pairs.remove(at: index)
        continue
      }
      let pair = pairs[index]
      index += 1
      if pair.cost == n { return try compare(pair, run) }
    }
  }

  private mutating func compare(_ pair: Pair, _ run: SearchContext) throws {
    let plan = pair.plan(run.plan)
    try run.error(of: plan)
    if let trial = run.last { table.add(trial) }
  }

  /// The plan's own pair, from its first step on.
  private mutating func ownNext(_ run: SearchContext) throws {
    guard try settle(&own, atLeast: 1, run), let cost = own.cost, cost <= Self.most else {
      phase = .done
      return
    }
    let trial = try run.bench.trial(own.plan(run.plan))
    if trial.error <= table.tolerance {
      table.own = .evaluations(trial.evaluations)
      phase = .done
    } else {
      table.own = .moreThan(trial.evaluations)
      (own.steps, own.cost) = (own.steps + 1, nil)
      // Levels written by hand are as many as they are.
      if own.grid.name == ListedLevels.declaration.name { phase = .done }
    }
  }

  /// Takes a pair to the fewest steps that cost so much or more.
  /// - Returns: whether it has such.
  private func settle(
    _ pair: inout Pair, atLeast n: Int, _ run: SearchContext
  ) throws -> Bool {
    while pair.cost ?? 0 < n {
      if pair.cost != nil { pair.steps += 1 }
      pair.cost = nil
      repeat {
        guard pair.steps <= Self.most else { return false }
        do {
          let job = try run.bench.job(pair.plan(run.plan))
          let foresight = job.foresight()
          guard job.solver.order != nil, foresight.isWhole else { return false }
          pair.cost = foresight.evaluationsPerStep.reduce(0, +)
        } catch is SamplingError {
          // Some grids need more than a few steps.
          pair.steps += 1
        }
      } while pair.cost == nil
    }
    return true
  }
}
