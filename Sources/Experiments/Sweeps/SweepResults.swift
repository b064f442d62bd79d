/// What the cells of a sweep have come to so far.
public struct SweepResults: Sendable {
  public let plan: SweepPlan
  /// By cell, in the order of their seeds.
  public private(set) var trials: [[Trial]]

  public init(_ plan: SweepPlan) {
    self.plan = plan
    trials = plan.sentences.map { _ in [] }
  }

  /// Puts in a run; it takes the place of an earlier one with its seed.
  public mutating func take(_ trial: Trial) {
    guard trials.indices.contains(trial.cell) else { return }
    trials[trial.cell].removeAll { $0.seed == trial.seed }
    let place = trials[trial.cell].firstIndex { $0.seed > trial.seed }
    trials[trial.cell].insert(trial, at: place ?? trials[trial.cell].count)
  }

  /// Forgets why runs failed, so that they run again.
  /// - Returns: the cells.
  public mutating func dropFailed() -> [Int] {
    let failed = trials.indices.filter { failure(of: $0) != nil }
    for cell in failed { trials[cell].removeAll { $0.measured == nil } }
    return failed
  }

  /// Runs that have ended.
  public var count: Int { trials.reduce(0) { $0 + $1.count } }

  /// Cells with all their runs.
  public var cellsDone: Int { trials.count { $0.count >= plan.sweep.seeds } }

  /// Why a run of a cell failed.
  public func failure(of cell: Int) -> String? {
    trials[cell].lazy.compactMap { trial in
      if case .failed(let reason) = trial.outcome { reason } else { nil }
    }.first
  }

  /// What a cell scores; `nil` where none of its runs was measured so.
  public func score(_ cell: Int, _ measure: String) -> CellScore? {
    let measured = trials[cell].compactMap { $0.measured?[measure] }
    return measured.isEmpty ? nil : CellScore(measured)
  }

  /// What one run of a cell spends.
  public func budget(of cell: Int) -> Int? {
    trials[cell].first { $0.measured != nil }?.spent ?? plan.budgets[cell]
  }

  /// Seconds that one run of a cell takes.
  public func seconds(of cell: Int) -> Double? {
    let times = trials[cell].filter { $0.measured != nil }.map(\.seconds)
    return times.isEmpty ? nil : times.reduce(0, +) / Double(times.count)
  }

  /// Those measures that at least one cell has a value of; all as long as no cell has run.
  public var measures: [Statistic] {
    let found = plan.measures.filter { measure in
      trials.contains { $0.contains { $0.measured?[measure.name] != nil } }
    }
    return found.isEmpty ? plan.measures : found
  }

  /// By cell, what the front is drawn through.
  public func points(_ measure: String) -> [Front.Point?] {
    trials.indices.map { cell in
      guard let budget = budget(of: cell), let score = score(cell, measure) else { return nil }
      return Front.Point(budget: budget, score: score)
    }
  }

  /// The cell with the fewest units of the budget among those near the best; of those with as few, the
  /// best one.
  public func best(_ measure: String) -> Best? {
    let known = points(measure).enumerated().compactMap { cell, point in
      point.flatMap { $0.score.mean.isFinite ? (cell: cell, point: $0) : nil }
    }
    guard let top = known.min(by: { $0.point.score.badness < $1.point.score.badness }) else {
      return nil
    }
    let reach = plan.sweep.tolerance * abs(top.point.score.mean)
    let near = known.filter { $0.point.score.badness <= top.point.score.badness + reach }
    let found = near.min {
      ($0.point.budget, $0.point.score.badness) < ($1.point.budget, $1.point.score.badness)
    }
    return found.map { Best(cell: $0.cell, point: $0.point) }
  }

  public struct Best: Hashable, Sendable {
    public let cell: Int
    public let point: Front.Point
  }

  /// `fewest evaluations within 5 % of the best: unipc order=3, 10 steps (spread ±.02)`; `nil` as
  /// long as nothing is known.
  public func sentence(_ measure: Statistic, _ family: any Family) -> String? {
    guard let best = best(measure.name) else { return nil }
    let share = brief(plan.sweep.tolerance * 100)
    let cell = plan.sweep.title(of: best.cell, family)
    return "fewest \(plan.budget.noun) within \(share) % of the best: \(cell), "
      + "\(best.point.budget) \(plan.budget.unit), \(measure.label) "
      + "\(measure.text(best.point.score.mean)) (spread ±\(spreadText(best.point.score.spread)))"
  }
}
