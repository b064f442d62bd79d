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
      let frames = WatchedFrames(
        network, weights, on: Tape(kernels: kernels, purpose: .inference(packedWeights)),
        batch: rows.count)
      let masked = frames.layers.map { layer in
        frames.tape.keep(layer.result)
        return masks.map {
          frames.tape.attention(
            query: layer.query, key: layer.key, value: layer.value, heads: network.layers.heads,
            tiles: $0)
        }
      }
      frames.forward(
        (rows.lowerBound * shape.count..<rows.upperBound * shape.count).map {
          Float(adapter.inputScale * x[$0])
        },
        times: Array(repeating: Float(adapter.time), count: rows.count),
        classes: self.classes.names.isEmpty
          ? [] : classes[rows].map { Int32(self.classes.value($0)[0]) })
      for (layer, masked) in zip(frames.layers, masked) {
        let whole = frames.tape.read(layer.result)
        for (mask, value) in masked.enumerated() {
          sums[layer.layer][mask] += TileLoss(of: frames.tape.read(value), beside: whole)
        }
      }
    }
    return sums
  }
}

extension TileLoss {
  fileprivate init(of masked: [Float], beside whole: [Float]) {
    self.init(
      missed: zip(masked, whole).reduce(0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return sum + difference * difference
      },
      energy: whole.reduce(0) { $0 + Double($1) * Double($1) })
  }
}
