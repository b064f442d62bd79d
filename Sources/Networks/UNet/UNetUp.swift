import Tensors

/// One level of a U-Net on the way up.
struct UNetUp: Sendable {
  private enum Ending: Sendable {
    case convolution(Convolution)
    case residual(ResidualLayer)
    /// The features add to the picture, and go on.
    case skip(GroupNorm, Convolution, ResidualLayer)
  }

  private let kind: UNetBlock
  private let layers: [ResidualLayer]
  /// After each layer; a single one comes after all.
  private let attentions: [AttentionLayer]
  private let ending: Ending?

  /// - Parameters:
  ///   - input: channels of the last skip.
  ///   - previous: channels of the level below.
  init(
    _ scope: Scope, _ kind: UNetBlock, _ configuration: UNetConfiguration, input: Int,
    previous: Int, output: Int, isLast: Bool
  ) throws(NetworkProblem) {
    self.kind = kind
    let parts = UNetParts(scope, kind, configuration)
    let count = configuration.layersPerBlock + 1
    var layers: [ResidualLayer] = []
    var attentions: [AttentionLayer] = []
    for index in 0..<count {
      layers.append(
        try parts.residual(
          scope["resnets", index], input: index == 0 ? previous : output,
          skip: index == count - 1 ? input : output, output: output))
      if kind == .attention || (kind == .attentionSkip && index == count - 1) {
        attentions.append(
          try parts.attention(scope["attentions", attentions.count], channels: output))
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
    let place = scope["upsamplers", 0]
    switch kind {
    case .skip, .attentionSkip:
      return .skip(
        try GroupNorm(
          scope["skip_norm"], channels: channels, groups: min(channels / 4, 32),
          epsilon: configuration.epsilon),
        Convolution(scope["skip_conv"], input: channels, output: UNet2D.pictureChannels),
        try parts.residual(
          scope["resnet_up"], input: channels, output: channels, resampling: .smoothUp))
    case .resampling:
      return .residual(
        try parts.residual(place, input: channels, output: channels, resampling: .up))
    case .attention where configuration.upsampling == .residual:
      return .residual(
        try parts.residual(place, input: channels, output: channels, resampling: .up))
    case .plain, .attention:
      return .convolution(Convolution(place["conv"], input: channels, output: channels))
    }
  }

  /// - Parameters:
  ///   - picture: what skip blocks have added up so far.
  ///   - skips: loses what this level takes.
  func callAsFunction(
    _ x: Value, _ picture: inout Value?, embedding: Value, skips: inout [Value], _ run: Recorder
  ) -> Value {
    var x = x
    for (index, layer) in layers.enumerated() {
      x = layer(run.tape.concatenate(x, skips.removeLast()), embedding: embedding, run)
      if attentions.count == layers.count { x = attentions[index](x, run) }
    }
    if kind == .attentionSkip { x = attentions[0](x, run) }
    if kind.hasSkip, let before = picture { picture = run.tape.filteredUpsample(before) }
    switch ending {
    case nil: return x
    case .convolution(let convolution): return convolution(run.tape.upsample(x), run)
    case .residual(let layer): return layer(x, embedding: embedding, run)
    case .skip(let norm, let drawing, let layer):
      picture = drawing(norm(x, run, activation: .silu), run, adding: picture)
      return layer(x, embedding: embedding, run)
    }
  }
}
