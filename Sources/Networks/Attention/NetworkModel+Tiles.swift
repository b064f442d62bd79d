import Quickstep
import Tensors

extension NetworkModel {
  /// Samples that are looked at together.
  private static let looked = 16

  public func tileLosses(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], masks: [AttentionTiles],
    with kernels: Kernels
  ) -> [[TileLoss]] {
    guard let network = network as? FrameTransformer else { return [] }
    let adapter = process.adapter(at: level)
    var sums = Array(
      repeating: Array(repeating: TileLoss(), count: masks.count), count: network.layers.layers)
    for first in stride(from: 0, to: classes.count, by: Self.looked) {
      let rows = first..<min(first + Self.looked, classes.count)
      let tape = AttentionTape(network, weights, packedWeights, masks, batch: rows.count, kernels)
      let places = rows.lowerBound * shape.count..<rows.upperBound * shape.count
      tape.run(
        places.map { Float(adapter.inputScale * x[$0]) }, time: Float(adapter.time),
        classes: self.classes.names.isEmpty ? [] : classes[rows].flatMap(self.classes.value))
      for (layer, losses) in tape.losses {
        for mask in masks.indices { sums[layer][mask] += losses[mask] }
      }
    }
    return sums
  }
}

/// A pass of a network in which every layer of attention computes some masks beside the whole.
private struct AttentionTape {
  private let tape: Tape
  private let sample, time: Value
  private let classes: IndexInput?
  /// Of each layer, what attention makes whole and with each mask.
  private let results: [(layer: Int, whole: Value, masked: [Value])]

  init(
    _ network: FrameTransformer, _ weights: NetworkWeights, _ packed: PackedWeights,
    _ masks: [AttentionTiles], batch: Int, _ kernels: Kernels
  ) {
    let tape = Tape(kernels: kernels, purpose: .inference(packed))
    let pixels = network.layers.shape.pixels
    sample = tape.input(
      TensorShape(
        batch: batch, height: pixels.height, width: pixels.width, channels: network.inChannels))
    time = tape.input(TensorShape(batch: batch, channels: 1))
    classes = network.classKind == .none ? nil : tape.indices(count: batch)
    var results: [(layer: Int, whole: Value, masked: [Value])] = []
    _ = network.record(
      NetworkInputs(sample: sample, time: .real(time), classes: classes.map { .row($0) }),
      on: tape, weights
    ) { layer in
      tape.keep(layer.result)
      results.append(
        (
          layer.layer, layer.result,
          masks.map {
            tape.attention(
              query: layer.query, key: layer.key, value: layer.value,
              heads: network.layers.heads, tiles: $0)
          }
        ))
    }
    self.results = results
    self.tape = tape
  }

  func run(_ samples: [Float], time told: Float, classes rows: [Float]) {
    tape.write(sample, from: samples)
    tape.write(time, from: Array(repeating: told, count: sample.shape.batch))
    if let classes { tape.write(classes, from: rows.map { Int32($0) }) }
    tape.forward()
  }

  /// Of the pass before.
  var losses: [(layer: Int, [TileLoss])] {
    results.map { layer, whole, masked in
      let right = tape.read(whole).map(Double.init)
      let energy = right.reduce(0) { $0 + $1 * $1 }
      return (
        layer,
        masked.map { value in
          let missed = zip(tape.read(value), right).reduce(0.0) { sum, pair in
            let difference = Double(pair.0) - pair.1
            return sum + difference * difference
          }
          return TileLoss(missed: missed, energy: energy)
        }
      )
    }
  }
}
