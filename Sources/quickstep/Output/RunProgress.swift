import Experiments
import Runs

/// Tells on standard error how far a run is: on a terminal with its speed and the time left, else a
/// line for every twentieth of the steps.
struct RunProgress {
  private let outline: RunOutline
  private var line = ProgressLine()
  private let began = monotonicSeconds()
  private var before = 0

  init(_ outline: RunOutline) {
    self.outline = outline
    line.begin()
  }

  mutating func show(_ record: RunRecord) {
    defer { before = record.step }
    guard record.step > 0 else { return }
    let isLast = record.step == outline.steps
    guard isDue(record.step, isLast: isLast) else { return }
    let landmark = outline.index(of: outline.landmark).map { record.values[$0] } ?? nil
    let text =
      "step \(record.step)\(outline.steps.map { "/\($0)" } ?? "")"
      + "  \(outline.landmark) \(format(landmark))"
      + "  \(outline.budget.unit) \(record.spent)"
    line.show(line.isTerminal ? "\(text)  \(speed(record, isLast: isLast))" : text)
  }

  private func isDue(_ step: Int, isLast: Bool) -> Bool {
    guard !line.isTerminal, let steps = outline.steps else { return line.isDue || isLast }
    return step * 20 / steps != before * 20 / steps
  }

  private func speed(_ record: RunRecord, isLast: Bool) -> String {
    let seconds = monotonicSeconds() - began
    let perUnit = seconds / Double(max(1, record.spent))
    let left = perUnit * Double((outline.budget.total ?? 0) - record.spent)
    return "\(format(1 / perUnit)) \(outline.budget.unit)/s  "
      + (isLast ? "in \(duration(seconds))" : "\(duration(left)) left")
  }

  /// Ends a line that is still open.
  mutating func finish() { line.finish() }
}
