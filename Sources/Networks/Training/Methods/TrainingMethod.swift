/// What a network learns from a batch. It is to a trainer what a solver is to a sampler: one short
/// file that asks, compares, and says the gradient of the loss by what was answered.
protocol TrainingMethod: Sendable {
  /// Takes one step.
  /// - Returns: the loss before it.
  /// - Throws: `TrainingError.notFinite`, with nothing changed.
  func step(_ run: inout TrainingContext) throws(TrainingError) -> Float
}

extension TrainingSetup.Task {
  var method: any TrainingMethod {
    switch self {
    case .prediction(let objective): PredictionMatching(objective: objective)
    case .classification: ClassMatching()
    }
  }
}
