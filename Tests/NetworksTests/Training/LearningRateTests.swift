import Experiments
import Files
import Networks
import Testing

@Suite struct LearningRateTests {
  @Test func risesInALineAndFallsLikeACosine() {
    let optimizer = AdamWSettings(knobs: ["rate": .real(2), "warm-up": .integer(4)])
    let rates = (0...8).map { optimizer.rate(step: $0, of: 8) }
    let expected = [0.5, 1, 1.5, 2, 2, 1 + 0.5.squareRoot(), 1, 1 - 0.5.squareRoot(), 0]
    #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func averageForgetsTheStart() {
    let optimizer = AdamWSettings(knobs: ["average-decay": .real(0.9)])
    #expect(optimizer.averageDecay(step: 0) == 0.1)
    #expect(optimizer.averageDecay(step: 1_000_000) == 0.9)
  }
}
