import Tensors

/// One level of a U-Net on the way down.
struct UNetDown: Sendable {
  /// A small picture that skip blocks pass down beside the features.
  typealias Picture = Value

  private enum Ending: Sendable {
    case convolution(Convolution, ConvolutionPadding)
    case residual(ResidualLayer)
    /// The picture joins the features.
    case skip(ResidualLayer, Linear)
  }

  private let layers: [ResidualLayer]
  private let attentions: [AttentionLayer]
  private let ending: Ending?

  init(
    _ scope: Scope, _ kind: UNetBlock, _ configuration: UNetConfiguration, input: Int, output: Int,
    isLast: Bool
  ) throws(NetworkProblem) {
    let parts = UNetParts(scope, kind, configuration)
    var layers: [ResidualLayer] = []
    var attentions: [AttentionLayer] = []
    for index in 0..<configuration.layersPerBlock {
      layers.append(
        try parts.residual(
          scope["resnets", index], input: index == 0 ? input : output, output: output))
      if kind == .attention || kind == .attentionSkip {
        attentions.append(try parts.attention(scope["attentions", index], channels: output))
      }
    }
    self.layers = layers
    self.attentions = attentions
    ending =
      isLast
      ? nil
      : try Self.ending(scope, kind, configuration, parts, channels: output)
  }

  private static func ending(
    _ scope: Scope, _ kind: UNetBlock, _ configuration: UNetConfiguration, _ parts: UNetParts,
    channels: Int
  ) throws(NetworkProblem) -> Ending {
    let place = scope["downsamplers", 0]
    switch kind {
    case .skip, .attentionSkip:
      return .skip(
        try parts.residual(
          scope["resnet_down"], input: channels, output: channels, resampling: .smoothDown),
        Linear(
          pointwise: scope["skip_conv"], input: UNet2D.pictureChannels, output: channels))
    case .resampling:
      return .residual(
        try parts.residual(place, input: channels, output: channels, resampling: .down))
    case .attention where configuration.downsampling == .residual:
      return .residual(
        try parts.residual(place, input: channels, output: channels, resampling: .down))
    case .plain, .attention:
      return .convolution(
        Convolution(place["conv"], input: channels, output: channels),
        configuration.downsamplePadding == 0 ? .trailing : .around)
    }
  }

  /// - Parameter skips: gets what the way up will be given.
  func callAsFunction(
    _ x: Value, _ picture: inout Picture, embedding: Value, skips: inout [Value], _ run: Recorder
  ) -> Value {
    var x = x
    for (index, layer) in layers.enumerated() {
      x = layer(x, embedding: embedding, run)
      if !attentions.isEmpty { x = attentions[index](x, run) }
      skips.append(x)
    }
    switch ending {
    case nil: return x
    case .convolution(let convolution, let padding):
      x = convolution(x, run, stride: 2, padding: padding)
    case .residual(let layer): x = layer(x, embedding: embedding, run)
    case .skip(let layer, let joining):
      picture = run.tape.filteredDownsample(picture)
      x = joining(picture, run, adding: layer(x, embedding: embedding, run))
    }
    skips.append(x)
    return x
  }
}
