import Tensors

/// A tape that a network is being recorded on, with the network's parameters by name.
struct Recorder {
  let tape: Tape
  let weights: NetworkWeights

  subscript(_ weight: Weight) -> Parameter { weights[weight.name] }
}
