import Foundation
import Tensors
import Testing

@Suite struct TiledAttentionTests {
  private static let kernels = Kernels(pool: ThreadPool(threads: 2))

  /// Random queries, keys and values of so many tokens, and what attention makes of them.
  private static func attended(
    _ tiles: AttentionTiles?, tokens: Int = 24, channels: Int = 10, heads: Int = 2, batch: Int = 2
  ) -> (inputs: [[Float]], output: [Float]) {
    let tape = Tape(kernels: kernels, purpose: .inference(PackedWeights()))
    let shape = TensorShape(batch: batch, height: 1, width: tokens, channels: channels)
    let values = (0..<3).map { _ in tape.input(shape) }
    let result =
      tiles.map {
        tape.attention(query: values[0], key: values[1], value: values[2], heads: heads, tiles: $0)
      } ?? tape.attention(query: values[0], key: values[1], value: values[2], heads: heads)
    var numbers = TestNumbers(5)
    let inputs = values.map { _ in numbers.values(shape.count).map { Float($0) } }
    for (value, input) in zip(values, inputs) { tape.write(value, from: input) }
    tape.forward()
    return (inputs, tape.read(result))
  }

  @Test func tilesAreCounted() {
    #expect(AttentionTiles(frames: 8, references: 2).count == 34)
    #expect(AttentionTiles(frames: 24, references: 3).count == 156)
    #expect(AttentionTiles(frames: 8, references: 3).references == [0, 2, 5])
    #expect(AttentionTiles(frames: 8, references: 3, .first).references == [0, 1, 2])
    for choice in AttentionTiles.Choice.allCases {
      for frames in 1...9 {
        for k in 1...frames {
          let tiles = AttentionTiles(frames: frames, references: k, choice)
          #expect(Set(tiles.references).count == k && tiles.references[0] == 0)
          #expect(tiles.count == min(frames * frames, frames * (2 * k + 1) - k * k - k))
          let kept = (0..<frames).flatMap { row in
            (0..<frames).filter { tiles.keeps(row, $0) && tiles.keeps($0, row) }
          }
          #expect(kept == (0..<frames).flatMap(tiles.kept) && kept.count == tiles.count)
        }
      }
    }
  }

  /// In percent, before dense tokens of text.
  @Test func sparsitiesAreThoseOfTheFormula() {
    let found =
      [4, 3, 2, 1].map { AttentionTiles(frames: 8, references: $0).sparsity }
      + [12, 8, 6, 4, 3].map { AttentionTiles(frames: 24, references: $0).sparsity }
    let expected = [18.75, 31.25, 46.88, 65.62, 22.92, 41.67, 53.12, 65.97, 72.92]
    #expect(zip(found, expected).allSatisfy { abs(100 * $0 - $1) < 0.006 }, "\(found)")
  }

  /// With all frames as references, or all but one, nothing is left out.
  @Test(arguments: [1, 3, 8]) func allFramesAreDenseAttention(frames: Int) {
    let dense = Self.attended(nil).output
    #expect(Self.attended(AttentionTiles(frames: frames, references: frames)).output == dense)
    guard frames > 1 else { return }
    let allButOne = Self.attended(AttentionTiles(frames: frames, references: frames - 1)).output
    #expect(zip(allButOne, dense).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  /// The softmax over the keys that are kept, in double.
  @Test(arguments: [1, 2, 3, 5]) func onlyKeptTilesCount(k: Int) {
    let tiles = AttentionTiles(frames: 6, references: k, k == 3 ? .first : .even)
    let (inputs, output) = Self.attended(tiles)
    let (tokens, channels, width) = (24, 10, 5)
    for image in 0..<2 {
      for head in 0..<2 {
        func row(_ input: Int, _ token: Int) -> [Double] {
          let first = (image * tokens + token) * channels + head * width
          return inputs[input][first..<first + width].map(Double.init)
        }
        for token in 0..<tokens {
          let kept = (0..<tokens).filter { tiles.keeps(token / 4, $0 / 4) }
          let weights = kept.map { key in
            exp(zip(row(0, token), row(1, key)).reduce(0) { $0 + $1.0 * $1.1 } / sqrt(5))
          }
          let sum = weights.reduce(0, +)
          for i in 0..<width {
            let expected = zip(kept, weights).reduce(0) { $0 + $1.1 / sum * row(2, $1.0)[i] }
            let found = output[(image * tokens + token) * channels + head * width + i]
            #expect(abs(Double(found) - expected) < 1e-5)
          }
        }
      }
    }
  }
}
