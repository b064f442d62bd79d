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
      ask(frames, x, rows, at: level, classes)
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
