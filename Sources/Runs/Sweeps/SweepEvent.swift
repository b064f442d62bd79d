import Experiments

/// What happens to a sweep, in this order: planned, runs of cells, and one of finished, cancelled or
/// failed.
public enum SweepEvent: Sendable {
  /// Every cell can run; `kept` are runs of an earlier time.
  case planned(SweepPlan, kept: [Trial], note: String?)
  /// Runs that have ended and, where there is a file for them, lie in it.
  case ended([Trial])
  /// What a cell has made.
  case shown(cell: Int, Preview, RunOutline)
  /// How many evaluations were computed and how many taken over from other cells.
  case counted(WorkShelf.Counts)
  case paused
  case resumed
  case finished
  case cancelled
  case failed(String)
}
