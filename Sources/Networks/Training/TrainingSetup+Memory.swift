import Tensors

extension TrainingSetup {
  /// Bytes of the weights in training: themselves, gradient, two moments, average, and about as
  /// much again in the forms that computing needs.
  public var weightMemory: Int {
    let (bytes, overflows) = network.parameterCount.multipliedReportingOverflow(
      by: 8 * MemoryLayout<Float>.stride)
    return overflows ? .max : bytes
  }

  /// Bytes that a step takes beside the weights, by the number of its samples. For that the weights
  /// themselves are taken for a moment, and nothing else.
  public func stepMemory(with kernels: Kernels) -> (fixed: Int, perSample: Int) {
    let weights = NetworkWeights(network.weights)
    let (one, two) = (stepMemory(1, weights, kernels), stepMemory(2, weights, kernels))
    return (max(0, 2 * one - two) + lesson.memory, two - one)
  }

  private func stepMemory(_ batch: Int, _ weights: NetworkWeights, _ kernels: Kernels) -> Int {
    // The samples, their noise, and what is asked and told, as numbers of both kinds.
    let drawn = 4 * MemoryLayout<Double>.stride * batch * data.shape.count
    let program = LearnerProgram(
      network, data.shape, weights, .training(Gradients()), kernels, batch: batch)
    return drawn + program.plannedMemory
  }
}
