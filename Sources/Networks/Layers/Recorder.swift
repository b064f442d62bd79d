import Tensors

/// A tape that a network is being recorded on, with the network's parameters by name.
struct Recorder {
  let tape: Tape
  let weights: NetworkWeights
  /// Parts that pass on what they are given.
  var omitted: Set<String> = []

  subscript(_ weight: Weight) -> Parameter { weights[weight.name] }

  /// Whether a part is left out; `nil` is none that can be.
  func omits(_ part: String?) -> Bool { part.map(omitted.contains) ?? false }
}
