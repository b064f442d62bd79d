import Experiments
import Quickstep

extension RunRecord {
  /// A step of sampling: the numbers of the outline, calls of the model, what x' is the sum of.
  package init(_ record: StepRecord) {
    self.init(
      step: record.step, values: stepStatistics.map { $0.value(record) },
      spent: record.evaluations,
      details: record.coefficients.isEmpty
        ? []
        : [
          RunDetail(
            heading: "x' = sum of",
            rows: record.coefficients.map { RunDetail.Row(name: $0.name, value: $0.value) })
        ])
  }
}
