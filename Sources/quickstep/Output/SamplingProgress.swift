import Quickstep
import Runs
import Screen

/// Tells on standard error how far a sampling run is: on a terminal with its speed and the time
/// left, else a line for every twentieth of the steps.
struct SamplingProgress {
  private let steps, evaluations: Int
  private var line = ProgressLine()
  private let began = monotonicSeconds()

  /// - Parameter costs: the evaluations of every step.
  init(_ costs: [Int]) {
    steps = costs.count
    evaluations = costs.reduce(0, +)
    line.begin()
  }

  mutating func show(_ record: StepRecord) {
    let isLast = record.step == steps
    guard
      line.isTerminal
        ? line.isDue || isLast : record.step * 20 / steps != (record.step - 1) * 20 / steps
    else { return }
    let text =
      "step \(record.step)/\(steps)  sigma \(format(record.level.rho))  NFE \(record.evaluations)"
    line.show(line.isTerminal ? "\(text)  \(speed(record, isLast: isLast))" : text)
  }

  private func speed(_ record: StepRecord, isLast: Bool) -> String {
    let seconds = monotonicSeconds() - began
    let perEvaluation = seconds / Double(max(1, record.evaluations))
    let left = perEvaluation * Double(evaluations - record.evaluations)
    return "\(format(1 / perEvaluation)) NFE/s  "
      + (isLast ? "in \(duration(seconds))" : "\(duration(left)) left")
  }

  /// Ends a line that is still open.
  mutating func finish() { line.finish() }
}
