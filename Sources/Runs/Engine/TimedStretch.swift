import Experiments

/// The time of consecutive steps, from one record that was told to the next.
struct TimedStretch {
  private let milliseconds, speed: Int?
  private(set) var step = 0
  private var stepBefore = 0, spentBefore = 0
  /// For nothing but steps.
  private var stepSeconds = 0.0
  /// All time but pauses.
  private var seconds = 0.0

  init(_ outline: RunOutline) {
    milliseconds = outline.index(of: Statistic.milliseconds.name)
    speed = outline.index(of: Statistic.speed(of: outline.budget.unit).name)
  }

  mutating func begin(with start: RunRecord) {
    (step, stepBefore) = (start.step, start.step)
    spentBefore = start.spent
  }

  mutating func add(_ record: RunRecord, seconds: Double) {
    step = record.step
    stepSeconds += seconds
    spend(seconds)
  }

  /// Time that went to something else than steps.
  mutating func spend(_ more: Double) { seconds += more }

  /// The record with its times, which ends the stretch.
  mutating func timed(_ record: RunRecord) -> RunRecord {
    var timed = record
    timed.seconds = seconds
    if let milliseconds {
      timed.amend(milliseconds, stepSeconds / Double(max(1, step - stepBefore)) * 1000)
    }
    if let speed, stepSeconds > 0 {
      timed.amend(speed, Double(record.spent - spentBefore) / stepSeconds)
    }
    (stepSeconds, seconds) = (0, 0)
    (stepBefore, spentBefore) = (record.step, record.spent)
    return timed
  }
}
