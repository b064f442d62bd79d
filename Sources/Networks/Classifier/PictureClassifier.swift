import Files
import Tensors

/// A small convolutional classifier of pictures.
///
/// Each level has two 3x3 convolutions, each normalised and passed through SiLU; the first of them
/// halves the picture, but for the first level. The mean over the pixels goes through a hidden
/// layer, whose numbers are the picture's features, to one number for each class.
public struct PictureClassifier: Network {
  public let weights: [Weight]
  public let inChannels: Int
  public let outChannels: Int
  public let widestLayer: Int

  private let levels: [[Layer]]
  private let hidden, output: Linear

  private struct Layer: Sendable {
    let convolution: Convolution
    let norm: GroupNorm
    let stride: Int
  }

  private static let groups = 8

  /// - Parameters:
  ///   - width: of a picture in pixels, as `height`.
  /// - Throws: `NetworkProblem` where the channels cannot be grouped.
  public init(
    _ layers: ClassifierLayers, width: Int, height: Int, inChannels: Int,
    classCount: Int
  ) throws(NetworkProblem) {
    self.inChannels = inChannels
    outChannels = classCount
    widestLayer = layers.channels.max() ?? inChannels
    let scope = Scope()
    var levels: [[Layer]] = []
    var channels = inChannels
    for (level, wider) in layers.channels.enumerated() {
      var parts: [Layer] = []
      for index in 0..<2 {
        let place = scope["levels", level]["layers", index]
        parts.append(
          Layer(
            convolution: Convolution(place["conv"], input: channels, output: wider),
            norm: try GroupNorm(
              place["norm"], channels: wider, groups: Self.groups, epsilon: 1e-5),
            stride: level > 0 && index == 0 ? 2 : 1))
        channels = wider
      }
      levels.append(parts)
    }
    self.levels = levels
    hidden = Linear(scope["hidden"], input: channels, output: layers.features)
    output = Linear(scope["output"], input: layers.features, output: classCount)
    weights = scope.declared
  }

  public var timeKind: NumberKind { .real }
  public var classKind: ClassKind { .none }
  public var dividesByTime: Bool { false }

  public func obstacle(height: Int, width: Int) -> NetworkProblem? { nil }

  /// - Returns: logits, (batch, 1, 1, classes).
  public func record(_ inputs: NetworkInputs, on tape: Tape, _ weights: NetworkWeights) -> Value {
    record(inputs.sample, on: tape, weights).logits
  }

  /// Records what the classifier makes of pictures.
  public func record(
    _ pictures: Value, on tape: Tape, _ weights: NetworkWeights
  ) -> (features: Value, logits: Value) {
    let run = Recorder(tape: tape, weights: weights)
    var x = pictures
    for layer in levels.joined() {
      x = layer.convolution(x, run, stride: layer.stride)
      x = layer.norm(x, run, activation: .silu)
    }
    let features = hidden(tape.spatialMean(x), run, activation: .silu)
    return (features, output(features, run))
  }
}
