import Tensors

extension Acceptance {
  /// Attention over frames that leaves out tiles beside the same with all of them (Ding et al. 2025,
  /// Efficient-vDiT): what is left out, and what a pass takes.
  func tiles() throws {
    for (frames, k, before) in [
      (8, 4, "17.60"), (8, 3, "29.88"), (8, 2, "45.47"), (8, 1, "64.38"), (24, 12, "21.51"),
      (24, 8, "40.30"), (24, 6, "51.88"), (24, 4, "64.98"), (24, 3, "72.05"),
    ] {
      let tiles = AttentionTiles(frames: frames, references: k)
      row("% left out, \(k) : \(frames - k)", 100 * tiles.sparsity, .told(before))
    }
    for tokens in [16, 64, 256] {
      let dense = pass(of: 8, tokens: tokens, references: 8)
      for (k, bar) in [(4, Bar.told("0.80")), (2, .told("0.54")), (1, .atMost(0.6))] {
        row(
          "time of \(k) : \(8 - k) / of all, \(tokens) tokens a frame",
          pass(of: 8, tokens: tokens, references: k) / dense, tokens == 16 ? .told("") : bar)
      }
    }
  }

  /// Seconds of one pass with 4 heads of 16 channels, the median of several.
  private func pass(of frames: Int, tokens: Int, references: Int) -> Double {
    let tape = Tape(kernels: kernels, purpose: .inference(PackedWeights()))
    let shape = TensorShape(batch: 1, height: 1, width: frames * tokens, channels: 64)
    let inputs = (0..<3).map { _ in tape.input(shape) }
    _ = tape.attention(
      query: inputs[0], key: inputs[1], value: inputs[2], heads: 4,
      tiles: AttentionTiles(frames: frames, references: references))
    for (seed, input) in inputs.enumerated() {
      tape.write(input, from: (0..<shape.count).map { Float(($0 * 7 + seed) % 13) / 13 - 0.5 })
    }
    return median { tape.forward() }
  }
}
