/// Where the statistics of a model come from, for solvers that need them.
public enum StatisticsSource: Sendable {
  case none
  case given(ModelStatistics)
  /// They are measured when the run begins, on true samples of these classes: those of the whole
  /// batch, also where the run makes a part of it.
  case measured(on: any ExactModel, classes: [Int32])
}

extension SamplingJob {
  /// The statistics for the run, measured where that is left to it and its solver needs them.
  func resolveStatistics() -> ModelStatistics? {
    switch statistics {
    case .none: nil
    case .given(let statistics): statistics
    case .measured(let model, let classes):
      solver.needsStatistics
        ? ModelStatistics(measuring: self, on: model, classes: classes) : nil
    }
  }
}
