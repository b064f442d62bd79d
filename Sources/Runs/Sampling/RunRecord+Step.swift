import Experiments
import Quickstep

extension RunRecord {
  /// A step of sampling: the numbers of the outline, calls of the model, what x' is the sum of.
  package init(
    _ record: StepRecord, warnings: [String] = [], details: [RunDetail] = []
  ) {
    self.init(
      step: record.step, values: stepStatistics.map { $0.value(record) },
      spent: record.evaluations,
      equation: record.coefficients.isEmpty
        ? nil
        : RunEquation(
          "x'",
          terms: record.coefficients.map {
            RunEquation.Term($0.name, meaning: $0.meaning, coefficient: $0.value)
          }),
      warnings: warnings, details: details)
  }
}
