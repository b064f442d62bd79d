import Files
import Networks
import Quickstep
import Tensors

/// Numbers in -0.5 … 0.5, the same for the same seed.
func repeatableNumbers(_ count: Int, seed: UInt64) -> [Float] {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) / Float(1 << 24) - 0.5
  }
}

/// Weights that differ from each other: small around 0, those of normalisations around 1.
func repeatableWeights(_ network: any Network, seed: UInt64 = 1) -> NetworkWeights {
  let weights = NetworkWeights(network.weights)
  for (index, parameter) in weights.parameters.enumerated() {
    let numbers = repeatableNumbers(parameter.count, seed: seed &+ UInt64(index))
    let isScale = parameter.name.contains("norm") && parameter.name.hasSuffix("weight")
    let size =
      1.5
      / Float(parameter.count / parameter.dimensions[parameter.dimensions.count - 1])
      .squareRoot()
    for (place, number) in numbers.enumerated() {
      parameter.values.start[place] = isScale ? 1 + number / 2 : size * number
    }
  }
  return weights
}

let oneThread = Kernels(pool: ThreadPool(threads: 1))

extension UNetConfiguration {
  /// A small one with every kind of layer.
  static var small: UNetConfiguration {
    var configuration = UNetConfiguration()
    configuration.sampleSize = Size(height: 8, width: 12)
    configuration.blockChannels = [16, 24]
    configuration.downBlocks = [.plain, .attention]
    configuration.upBlocks = [.attention, .plain]
    configuration.layersPerBlock = 1
    configuration.groups = 8
    return configuration
  }
}

extension NetworkDocument {
  static let flow = NetworkDocument(
    kind: .unet, prediction: .flow, schedule: Choice("flow"), timeScale: 1000)
}
