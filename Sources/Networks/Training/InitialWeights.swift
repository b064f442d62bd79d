import Quickstep
import Tensors

extension NetworkWeights {
  /// The weights that training starts from, a function of the seed.
  ///
  /// Matrices and convolutions are uniform within ± 1 / sqrt(inputs of an output); the last of them
  /// is zero, so that the network begins with the answer 0. Tables of classes are normal with a
  /// deviation of 0.1. Scales of normalisations are 1, all else is 0.
  public static func initial(
    of network: any Network, seed: UInt64, with kernels: Kernels
  ) -> NetworkWeights {
    let declared = network.weights
    let result = NetworkWeights(declared)
    let last = declared.lastIndex { $0.inputsOfOutput != nil }
    for (index, weight) in declared.enumerated() where index != last {
      weight.fill(
        result.parameters[index].values.mutableValues, row: UInt32(index), seed: seed, kernels)
    }
    return result
  }
}

extension Weight {
  /// How many inputs are summed up for an output; `nil` for what is no layer's matrix.
  fileprivate var inputsOfOutput: Int? {
    switch form {
    case .linear(let input, _), .pointwise(let input, _): input
    case .convolution(let input, _): 9 * input
    case .vector, .table: nil
    }
  }

  fileprivate func fill(
    _ values: UnsafeMutableBufferPointer<Float>, row: UInt32, seed: UInt64, _ kernels: Kernels
  ) {
    let key = TrainingDraw.weights.key(seed: seed, step: 0)
    let numbers = AlignedBuffer(count: count)
    switch form {
    case .vector:
      // Of a normalisation; a bias is called so and stays 0.
      if name.hasSuffix(".weight") { values.update(repeating: 1) }
    case .table:
      kernels.fillNormals(numbers.mutableValues, samples: [row], key: key)
      for index in 0..<count { values[index] = Float(0.1 * numbers[index]) }
    case .linear, .pointwise, .convolution:
      let bound = 1 / Double(inputsOfOutput ?? 1).squareRoot()
      kernels.fillUniforms(numbers.mutableValues, samples: [row], key: key)
      for index in 0..<count { values[index] = Float(bound * (2 * numbers[index] - 1)) }
    }
  }
}
