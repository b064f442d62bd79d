import Quickstep

/// What is known before the first step.
public struct RunStart: Sendable {
  public let plan: Plan
  public let shape: SampleShape
  public let classNames: [String]
  /// The class of every sample, `anyClass` for the whole distribution.
  public let classes: [Int32]
  public let grid: Grid
  /// Calls of the model that each step will make.
  public let evaluationsPerStep: [Int]
  /// How many samples the snapshots hold.
  public let samplesKept: Int

  public var evaluations: Int { evaluationsPerStep.reduce(0, +) }

  package init(
    plan: Plan, shape: SampleShape, classNames: [String], classes: [Int32], grid: Grid,
    evaluationsPerStep: [Int], samplesKept: Int
  ) {
    self.plan = plan
    self.shape = shape
    self.classNames = classNames
    self.classes = classes
    self.grid = grid
    self.evaluationsPerStep = evaluationsPerStep
    self.samplesKept = samplesKept
  }
}

/// What happens to a run, in this order: started, the start's record, steps, and one of finished,
/// failed or cancelled; then the end metrics and the errors to the exact path.
public enum RunEvent: Sendable {
  /// Before the start: the share of the model that is loaded, where that takes time.
  case loading(Double)
  case started(RunStart)
  case step(StepRecord, Snapshot)
  case paused
  case resumed
  /// All steps are done; the samples are those of the last snapshot, or more where a snapshot
  /// cannot hold all.
  case finished(samples: [Double])
  case cancelled
  case failed(String)
  case metrics([MetricResult])
  /// The root mean square distance to the exact path at every level so far, `nil` where undefined.
  case pathErrors([Double?])
  /// Why there is no exact path to compare with.
  case noPath(String)
}
