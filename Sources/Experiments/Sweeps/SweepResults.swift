/// What the cells of a sweep have come to so far.
public struct SweepResults: Sendable {
  public let plan: SweepPlan
  /// By cell, in the order of their seeds.
  public private(set) var trials: [[Trial]]

  public init(_ plan: SweepPlan) {
    self.plan = plan
    trials = plan.sentences.map { _ in [] }
  }

  /// Puts in runs.
  public mutating func take(_ trials: [Trial]) { for trial in trials { take(trial) } }

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
}
