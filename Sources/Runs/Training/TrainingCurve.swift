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
  /// What the method tells beside.
  private var told: [SmoothedLoss]

  /// - Parameters:
  ///   - stride: steps from record to record.
  ///   - told: how many numbers the method tells of a step beside its loss.
  package init(batch: Int, stride: Int, told: Int = 0) {
    self.batch = batch
    self.told = Array(repeating: SmoothedLoss(), count: told)
    self.stride = stride
  }

  package mutating func add(_ record: TrainingRecord) {
    if step.isMultiple(of: stride) { (gradients, count) = (0, 0) }
    step = record.step
    smoothed.add(record.loss)
    gradients += Double(record.gradientNorm)
    count += 1
    rate = Double(record.rate)
    for (index, number) in record.told.enumerated() where !number.isNaN { told[index].add(number) }
  }

  /// Of the newest step.
  package var record: RunRecord {
    RunRecord(
      step: step,
      values: [
        Double(step), count > 0 ? smoothed.value : nil, nil,
        count > 0 ? gradients / Double(count) : nil, rate, nil,
      ] + told.map { $0.isEmpty ? nil : $0.value },
      spent: step * batch)
  }
}
