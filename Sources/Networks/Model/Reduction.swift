import Tensors

/// What of a network is not computed.
struct Reduction: Hashable, Sendable {
  /// Parts that pass on what they are given.
  var omitted: Set<String> = []
  /// What each layer of attention over frames keeps; empty where that is all.
  var tiles: [AttentionTiles] = []
}
