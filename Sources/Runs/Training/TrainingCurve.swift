import Experiments
import Networks

/// What the steps of a training come to, as records tell it.
package struct TrainingCurve {
  private let batch, stride: Int
  private var step = 0
  private var smoothed = SmoothedLoss()
  /// Of the steps since the last multiple of the stride.
  private var gradients = 0.0
  private var count = 0
  private var rate: Double?

  /// - Parameter stride: steps from record to record.
  package init(batch: Int, stride: Int) {
    self.batch = batch
    self.stride = stride
  }

  package mutating func add(_ record: TrainingRecord) {
    if step.isMultiple(of: stride) { (gradients, count) = (0, 0) }
    step = record.step
    smoothed.add(record.loss)
    gradients += Double(record.gradientNorm)
    count += 1
    rate = Double(record.rate)
  }

  /// Of the newest step.
  package var record: RunRecord {
    RunRecord(
      step: step,
      values: [
        Double(step), count > 0 ? smoothed.value : nil, nil,
        count > 0 ? gradients / Double(count) : nil, rate, nil,
      ],
      spent: step * batch)
  }
}
