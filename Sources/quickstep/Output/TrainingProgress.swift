import Files
import Glibc
import Networks
import Quickstep
import Runs

/// The line that tells how far a training run is: on a terminal one that is written over, else a
/// new one now and then.
struct TrainingProgress {
  private let batch, steps: Int
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var smoothed = SmoothedLoss()
  private var began = 0.0
  private var firstStep = 0
  private var shownAt = 0.0
  private var isOpen = false

  init(_ optimizer: TrainingDocument.Optimizer) {
    batch = optimizer.batch
    steps = optimizer.steps
  }

  /// Starts the clock after the steps of earlier runs.
  mutating func begin(_ history: [TrainingRecord]) {
    for record in history { smoothed.add(record.loss) }
    firstStep = history.count
    began = monotonicSeconds()
    shownAt = began
  }

  mutating func show(_ record: TrainingRecord) {
    smoothed.add(record.loss)
    let now = monotonicSeconds()
    guard now - shownAt >= (isTerminal ? 0.2 : 10) || record.step == steps else { return }
    shownAt = now
    let perStep = (now - began) / Double(record.step - firstStep)
    let line =
      "step \(record.step)/\(steps)  loss \(format(smoothed.value))"
      + "  \(rate(Double(batch) / perStep)) images/s"
      + "  \(duration(perStep * Double(steps - record.step))) left"
    isOpen = isTerminal
    StandardError.write(isTerminal ? "\r\(line)\u{1B}[K" : "\(line)\n")
  }

  /// Ends a line that is still open.
  mutating func finish() {
    if isOpen { StandardError.write("\n") }
    isOpen = false
  }
}
