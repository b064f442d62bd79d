import Files
import Networks
import Quickstep
import Runs

/// Tells on standard error how far a training run is.
struct TrainingProgress {
  private let batch, steps: Int
  private var line = ProgressLine()
  private var smoothed = SmoothedLoss()
  private var began = 0.0
  private var firstStep = 0

  init(_ optimizer: TrainingDocument.Optimizer) {
    batch = optimizer.batch
    steps = optimizer.steps
  }

  /// Starts the clock after the steps of earlier runs.
  mutating func begin(_ history: [TrainingRecord]) {
    for record in history { smoothed.add(record.loss) }
    firstStep = history.count
    began = monotonicSeconds()
    line.begin()
  }

  mutating func show(_ record: TrainingRecord) {
    smoothed.add(record.loss)
    guard line.isDue || record.step == steps else { return }
    let perStep = (monotonicSeconds() - began) / Double(record.step - firstStep)
    line.show(
      "step \(record.step)/\(steps)  loss \(format(smoothed.value))"
        + "  \(rate(Double(batch) / perStep)) images/s"
        + "  \(duration(perStep * Double(steps - record.step))) left")
  }

  /// Ends a line that is still open.
  mutating func finish() { line.finish() }
}
