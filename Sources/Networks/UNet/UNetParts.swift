/// Makes the layers of one block of a U-Net; what a block's kind means for its layers stands here.
struct UNetParts {
  private let kind: UNetBlock
  private let configuration: UNetConfiguration
  private let style: ResidualLayer.Style
  private let block: String

  init(_ scope: Scope, _ kind: UNetBlock, _ configuration: UNetConfiguration) {
    self.kind = kind
    self.configuration = configuration
    block = scope.name
    style = ResidualLayer.Style(configuration)
  }

  /// - Parameters:
  ///   - input: channels from the layer before.
  ///   - skip: channels of the skip that is joined to them.
  func residual(
    _ scope: Scope, input: Int, skip: Int = 0, output: Int,
    resampling: ResidualLayer.Resampling = .none
  ) throws(NetworkProblem) -> ResidualLayer {
    guard kind.hasSkip else {
      let groups = try ordinaryGroups()
      return try ResidualLayer(
        scope, style, input: input + skip, output: output, groups: (groups, groups),
        resampling: resampling)
    }
    // Where the class with attention joins a skip, it means a quarter of the skip's channels only.
    let first =
      kind == .attentionSkip && skip > 0 ? input + skip / 4 : (input + skip) / 4
    return try ResidualLayer(
      scope, style, input: input + skip, output: output,
      groups: (min(first, 32), min(output / 4, 32)), resampling: resampling,
      outputScale: 2.0.squareRoot(), forcesShortcut: resampling != .none)
  }

  func attention(_ scope: Scope, channels: Int) throws(NetworkProblem) -> AttentionLayer {
    try AttentionLayer(
      scope, channels: channels, headWidth: configuration.headWidth,
      groups: kind.hasSkip ? 32 : try ordinaryGroups(), epsilon: configuration.epsilon,
      outputScale: kind.hasSkip ? 2.0.squareRoot() : 1)
  }

  private func ordinaryGroups() throws(NetworkProblem) -> Int {
    guard let groups = configuration.groups else {
      throw .unfitting(
        options: ["norm_num_groups"], reason: "it is null, and \(block) is no skip block")
    }
    return groups
  }
}
