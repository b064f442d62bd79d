import Experiments
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
  /// One for the start, and one for each step or every so many.
  public internal(set) var records: [RunRecord] = []
  /// As many as records.
  public internal(set) var previews: [[Preview?]?] = []
  /// Once the end is measured.
  public var scores: [Score]?
  /// What it has come to, where it looks for something.
  public var finding: Finding?
  /// Why statistics have no values, by name.
  public var obstacles: [String: String] = [:]
  /// The record walked to; `nil` follows the newest.
  public var walkedTo: Int?
  /// How far from 0 the points reach that a run without known bounds has shown.
  var reach = 2.0

  public init(start: RunStart, status: Status = .running) {
    self.start = start
    self.status = status
  }

  public var outline: RunOutline { start.outline }
  public var sentence: Sentence { start.sentence }

  /// The index of the record that every panel shows.
  public var position: Int { min(walkedTo ?? .max, records.count - 1) }
  public var record: RunRecord? { records.last == nil ? nil : records[position] }

  /// The index of the newest record with a preview, up to the one shown.
  public var previewPosition: Int? {
    records.last == nil ? nil : previews[...position].lastIndex { $0 != nil }
  }

  /// Units of the budget per second just before the record shown; over all steps so far where
  /// steps are few.
  public var speed: Double? {
    guard record != nil else { return nil }
    let first = outline.budget.speed == .rate ? max(0, position - Self.speedRecords) : 0
    var (spent, seconds) = (0, 0.0)
    for (before, record) in zip(records[first...position], records[first...position].dropFirst()) {
      // Records of an earlier part of the run tell no time.
      guard let time = record.seconds else { continue }
      spent += record.spent - before.spent
      seconds += time
    }
    return seconds > 0 && spent > 0 ? Double(spent) / seconds : nil
  }

  private static let speedRecords = 20

  /// Seconds until the end at the present speed.
  public var secondsLeft: Double? {
    guard let total = outline.budget.total, let record, let speed, status.isActive else {
      return nil
    }
    return Double(max(0, total - record.spent)) / speed
  }

  /// The value of a statistic, by its index, in one of the records.
  public func value(_ statistic: Int, at record: Int) -> Double? {
    records.indices.contains(record) ? records[record].values[statistic] : nil
  }

  /// Whether numbers are still on their way after the end.
  public var isMeasured: Bool {
    status != .finished
      || (scores != nil || obstacles[qualityName] != nil || outline.qualityObstacle != nil)
        && outline.statistics.enumerated().allSatisfy { index, item in
          item.delay == nil || item.rank == nil || obstacles[item.name] != nil
            || value(index, at: 0) != nil
        }
  }

  /// Goes to a record; the newest one is followed from then on.
  mutating func walk(to index: Int) {
    walkedTo = index >= records.count - 1 ? nil : max(0, index)
  }

  /// Puts previews of one kind in the place of those there were, where there were any.
  mutating func redraw(_ late: LatePreviews) {
    guard let kind = outline.previews.firstIndex(where: { $0.name == late.kind }) else { return }
    for (index, preview) in late.records.enumerated()
    where previews.indices.contains(index) && previews[index]?.indices.contains(kind) == true {
      previews[index]?[kind] = preview
    }
  }

  /// Puts in values that came later than their records.
  mutating func amend(_ statistic: String, _ values: [Double?]) {
    guard let place = outline.index(of: statistic) else { return }
    for (index, value) in values.enumerated() where records.indices.contains(index) {
      records[index].amend(place, value)
    }
  }
}

/// A run that was asked for and has not told its first state yet.
public struct Launch: Sendable {
  public let sentence: Sentence
  public var start: RunStart?
  /// The share of the model that is loaded, where that takes time.
  public var loaded: Double?
}
