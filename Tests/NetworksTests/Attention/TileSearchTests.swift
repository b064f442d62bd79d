import Quickstep
import Tensors
import Testing

@Suite struct TileSearchTests {
  private static let masks = AttentionTiles.candidates([1, 2, 3, 4, 6], frames: 8, .even)
  private static let tokens = 8 * 16, channels = 12

  /// What attention is given: queries, keys and values of the tokens, frame after frame.
  private typealias Sample = [[Float]]

  /// What six layers are given that look ever less at a token's own frame, and at all others alike.
  private static let layers: [[Sample]] = ([24, 20, 16, 12, 8, 4] as [Float])
    .enumerated().map { layer, own in
      (0..<4).map { sample in
        let noise = repeatableNumbers(3 * tokens * channels, seed: UInt64(10 * layer + sample + 1))
        func rows(_ kind: Int, frame size: Float, noiseFrom first: Int) -> [Float] {
          (0..<tokens).flatMap { token in
            (0..<12).map { i in
              (i == token / 16 ? size : 0)
                + (i >= first ? noise[(kind * tokens + token) * 12 + i] : 0)
            }
          }
        }
        return [
          rows(0, frame: own, noiseFrom: 0), rows(1, frame: 1, noiseFrom: 8),
          rows(2, frame: 1, noiseFrom: 0),
        ]
      }
    }

  /// By layer and mask, over all samples.
  private static let losses = layers.map { samples in
    samples.reduce(into: masks.map { _ in TileLoss() }) { sums, sample in
      let made = attended(sample)
      for (mask, numbers) in made.enumerated() {
        sums[mask] += TileLoss(of: numbers, beside: made[made.count - 1])
      }
    }
  }

  /// What attention makes with each mask.
  private static func attended(_ sample: Sample) -> [[Float]] {
    let tape = Tape(kernels: oneThread, purpose: .inference(PackedWeights()))
    let shape = TensorShape(batch: 1, height: 1, width: tokens, channels: channels)
    let inputs = sample.map { _ in tape.input(shape) }
    let results = masks.map {
      tape.attention(
        query: inputs[0], key: inputs[1], value: inputs[2], heads: 1, tiles: $0)
    }
    for result in results { tape.keep(result) }
    for (input, numbers) in zip(inputs, sample) { tape.write(input, from: numbers) }
    tape.forward()
    return results.map(tape.read)
  }

  /// Fewer tiles, a larger error; none without a mask.
  @Test func errorsFallWithReferences() {
    #expect(Self.masks.map(\.references.count) == [1, 2, 3, 4, 6, 8])
    for losses in Self.losses.map({ $0.map(\.share) }) {
      #expect(losses == losses.sorted(by: >), "\(losses)")
      #expect(losses[0] > 0 && losses[5] == 0)
    }
    // Layers that look less at their own frame lose more.
    let first = Self.losses.map { $0[0].share }
    #expect(first == first.sorted(), "\(first)")
  }

  /// The more may be missed, the sparser is every layer.
  @Test func plansAreMonotone() {
    let plans = [0, 0.001, 0.005, 0.02, 0.1, 0.5, 10].map { r in
      Self.losses.map { Self.masks[$0.sparsest(within: r)].references.count }
    }
    #expect(plans[0] == Array(repeating: 8, count: 6) && plans[6] == Array(repeating: 1, count: 6))
    for (strict, loose) in zip(plans, plans.dropFirst()) {
      #expect(zip(strict, loose).allSatisfy { $0 >= $1 }, "\(plans)")
    }
    #expect(Set(plans.joined()).count > 2, "\(plans)")
  }
}
