import Foundation
import Networks
import Tensors
import Testing

@Suite struct TileSearchTests {
  private static let search = TileSearch(frames: 8, channels: 12, heads: 1)

  /// What six layers are given that look ever less at a token's own frame, and at all others alike.
  private static let layers: [[TileSearch.Sample]] = ([24, 20, 16, 12, 8, 4] as [Float])
    .enumerated().map { layer, own in
      (0..<4).map { sample in
        let tokens = 8 * 16
        let noise = repeatableNumbers(3 * tokens * 12, seed: UInt64(10 * layer + sample + 1))
        func rows(_ kind: Int, frame size: Float, noiseFrom first: Int) -> [Float] {
          (0..<tokens).flatMap { token in
            (0..<12).map { i in
              (i == token / 16 ? size : 0)
                + (i >= first ? noise[(kind * tokens + token) * 12 + i] : 0)
            }
          }
        }
        return TileSearch.Sample(
          query: rows(0, frame: own, noiseFrom: 0), key: rows(1, frame: 1, noiseFrom: 8),
          value: rows(2, frame: 1, noiseFrom: 0))
      }
    }

  private static let losses = layers.map { search.losses($0, with: oneThread) }

  /// Fewer tiles, a larger error; none without a mask.
  @Test func errorsFallWithReferences() {
    #expect(Self.search.candidates == [1, 2, 3, 4, 6, 8])
    for losses in Self.losses {
      #expect(losses == losses.sorted(by: >), "\(losses)")
      #expect(losses[0] > 0 && losses[5] == 0)
    }
    // Layers that look less at their own frame lose more.
    let first = Self.losses.map { $0[0] }
    #expect(first == first.sorted(), "\(first)")
  }

  /// The more may be missed, the sparser is every layer.
  @Test func plansAreMonotone() {
    let plans = [0, 0.001, 0.005, 0.02, 0.1, 0.5, 10].map { Self.search.plan(Self.losses, r: $0) }
    #expect(plans[0] == Array(repeating: 8, count: 6) && plans[6] == Array(repeating: 1, count: 6))
    for (strict, loose) in zip(plans, plans.dropFirst()) {
      #expect(zip(strict, loose).allSatisfy { $0 >= $1 }, "\(plans)")
    }
    #expect(Set(plans.joined()).count > 2, "\(plans)")
  }
}
