import Files
import Glibc
import Quickstep
import Tensors

extension NetworkModel {
  public func attentionShares(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], with kernels: Kernels
  ) -> [[[Double]]] {
    guard let network = network as? FrameTransformer else { return [] }
    let tape = Tape(kernels: kernels, purpose: .inference(packedWeights))
    let batch = classes.count
    let frames = WatchedFrames(network, weights, reduced: reduction, on: tape, batch: batch)
    for layer in frames.layers {
      tape.keep(layer.query)
      tape.keep(layer.key)
    }
    ask(frames, x, 0..<batch, at: level, classes)
    return frames.layers.map { layer in
      FrameShares(
        query: tape.read(layer.query), key: tape.read(layer.key), network.layers,
        tiles: reduction.tiles.isEmpty ? nil : reduction.tiles[layer.layer]
      ).means(batch: batch)
    }
  }
}

extension NetworkModel {
  /// Computes what was recorded, for some samples.
  func ask(
    _ frames: WatchedFrames, _ x: AlignedBuffer, _ rows: Range<Int>, at level: NoiseLevel,
    _ classes: [Int32]
  ) {
    let adapter = process.adapter(at: level)
    frames.forward(
      (rows.lowerBound * shape.count..<rows.upperBound * shape.count).map {
        Float(adapter.inputScale * x[$0])
      },
      times: Array(repeating: Float(adapter.time), count: rows.count),
      classes: classes[rows].map(self.classes.row))
  }
}

/// What attention of one layer pays from frame to frame.
private struct FrameShares {
  private let query, key: [Float]
  private let layers: FrameLayers
  private let tiles: AttentionTiles?

  init(query: [Float], key: [Float], _ layers: FrameLayers, tiles: AttentionTiles?) {
    self.query = query
    self.key = key
    self.layers = layers
    self.tiles = tiles
  }

  /// By frame the share of its tokens' attention that each frame gets, on average over samples,
  /// heads and tokens.
  func means(batch: Int) -> [[Double]] {
    let (frames, n, heads) = (layers.frames, layers.tokensPerFrame, layers.heads)
    var sums = Array(repeating: Array(repeating: 0.0, count: frames), count: frames)
    for sample in 0..<batch {
      for head in 0..<heads {
        for token in 0..<frames * n {
          let frame = token / n
          let kept = tiles?.kept(by: frame) ?? Array(0..<frames)
          for (other, share) in zip(kept, shares(sample, head, token, kept)) {
            sums[frame][other] += share
          }
        }
      }
    }
    return sums.map { row in row.map { $0 / Double(batch * heads * n) } }
  }

  /// The softmax of a token over the tokens of some frames, summed up by frame.
  private func shares(_ sample: Int, _ head: Int, _ token: Int, _ kept: [Int]) -> [Double] {
    let (n, width) = (layers.tokensPerFrame, layers.width / layers.heads)
    let tokens = layers.frames * n, scale = 1 / Float(width).squareRoot()
    func place(_ token: Int) -> Int {
      (sample * tokens + token) * layers.width + head * width
    }
    let own = place(token)
    let scores = kept.map { frame in
      (0..<n).map { index -> Float in
        let other = place(frame * n + index)
        var sum: Float = 0
        for i in 0..<width { sum += query[own + i] * key[other + i] }
        return scale * sum
      }
    }
    let most = scores.joined().max() ?? 0
    let weights = scores.map { $0.reduce(0.0) { $0 + Double(expf($1 - most)) } }
    let all = weights.reduce(0, +)
    return weights.map { $0 / all }
  }
}
