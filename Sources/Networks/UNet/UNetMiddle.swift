import Tensors

/// The lowest level of a U-Net: a residual layer, attention, a residual layer.
struct UNetMiddle: Sendable {
  private let first, second: ResidualLayer
  private let attention: AttentionLayer?

  init(_ scope: Scope, _ configuration: UNetConfiguration, channels: Int) throws(NetworkProblem) {
    let groups = configuration.groups ?? min(channels / 4, 32)
    let style = ResidualLayer.Style(configuration)
    func residual(_ index: Int) throws(NetworkProblem) -> ResidualLayer {
      try ResidualLayer(
        scope["resnets", index], style, input: channels, output: channels,
        groups: (groups, groups), outputScale: configuration.middleScale)
    }
    first = try residual(0)
    attention =
      configuration.middleHasAttention
      ? try AttentionLayer(
        scope["attentions", 0], channels: channels, headWidth: configuration.headWidth,
        groups: configuration.middleAttentionGroups
          ?? (configuration.timeScaleShift == .addition ? groups : nil),
        epsilon: configuration.epsilon, outputScale: configuration.middleScale) : nil
    second = try residual(1)
  }

  func callAsFunction(_ x: Value, embedding: Value, _ run: Recorder) -> Value {
    let y = first(x, embedding: embedding, run)
    return second(attention.map { $0(y, run) } ?? y, embedding: embedding, run)
  }
}
