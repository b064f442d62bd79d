import Quickstep
import Runs

/// The run that the panels show: what was asked, and everything it has told so far.
public struct ShownRun: Sendable {
  public enum Status: Hashable, Sendable {
    case running, paused, finished, cancelled
    case failed(String)

    public var isActive: Bool { self == .running || self == .paused }
  }

  public let start: RunStart
  public var status: Status
  /// One for the start and one for each step.
  public var records: [StepRecord] = []
  /// As many as records.
  public var snapshots: [Snapshot] = []
  /// Once the end is measured.
  public var metrics: [MetricResult]?
  /// Why there is no exact path to compare with.
  public var pathObstacle: String?
  /// The record walked to; `nil` follows the newest.
  public var walkedTo: Int?

  public init(start: RunStart, status: Status = .running) {
    self.start = start
    self.status = status
  }

  public var plan: Plan { start.plan }
  public var stepCount: Int { start.grid.steps.count }

  /// The index of the record that every panel shows.
  public var position: Int { min(walkedTo ?? .max, records.count - 1) }
  public var record: StepRecord? { records.last == nil ? nil : records[position] }
  public var snapshot: Snapshot? { snapshots.last == nil ? nil : snapshots[position] }

  /// Wall time per call of the model up to the record shown, in milliseconds.
  public var millisecondsPerEvaluation: Double? {
    guard let record, record.evaluations > 0 else { return nil }
    let seconds = records[...position].compactMap(\.seconds).reduce(0, +)
    return seconds > 0 ? seconds * 1000 / Double(record.evaluations) : nil
  }

  /// Goes to a record; the newest one is followed from then on.
  mutating func walk(to index: Int) {
    walkedTo = index >= records.count - 1 ? nil : max(0, index)
  }

  /// Puts in the errors to the exact path, record by record.
  mutating func merge(pathErrors: [Double?]) {
    for (index, error) in pathErrors.enumerated() where records.indices.contains(index) {
      records[index].pathError = error
    }
  }
}

/// A run that was asked for and has not told its first state yet.
public struct Launch: Sendable {
  public let plan: Plan
  public var start: RunStart?
  /// The share of the model that is loaded, where that takes time.
  public var loaded: Double?
}
