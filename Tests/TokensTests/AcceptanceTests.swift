import Experiments
import Glibc
import Testing

@testable import Tokens

/// Figures of methods on the chain: the law of what they draw, and what they spend.
@Suite(.serialized) struct AcceptanceTests {
  private func totalVariation(_ walked: Walked) -> Double {
    let chain = ChainTable()
    return Tokens.totalVariation(chain.counts(of: walked.texts), chain.texts)
  }

  @Test func firstHittingIsExact() throws {
    let walked = try Walked(plan("chain", "first-hitting", texts: 200_000))
    let chain = ChainTable()
    let chi2 = ChiSquare(chain.counts(of: walked.texts), expecting: chain.texts)
    #expect(chi2.freedom == 587)
    #expect(chi2.p > 0.001)
    #expect(abs(totalVariation(walked) - 0.0147) < 0.0015)
    #expect(walked.run.texts.allSatisfy { $0.tally.calls == 6 && $0.tally.draws == 6 })
    let times = walked.series("time").dropFirst().map { $0! }
    for (k, time) in times.enumerated() { #expect(abs(time - Double(6 - k) / 7) < 0.002) }
    #expect(walked.run.outline.foreseen["time"] == [1] + (1...6).map { Double(7 - $0) / 7 })
  }

  /// The bars are total variations of 200,000 draws; what ancestral sampling draws from is followed
  /// exactly, and runs of fewer texts are held against what as many draws of that law would show.
  @Test(arguments: [
    (2, 200_000, 0.351, 1.97), (3, 200_000, 0.243, 2.74), (6, 200_000, 0.127, 3.99),
    (12, 200_000, 0.066, 4.88), (24, 200_000, 0.035, 5.41), (64, 100_000, 0.0167, 5.77),
    (256, 50_000, 0.0149, 5.94),
  ])
  func ancestral(N: Int, count: Int, bar: Double, calls: Double) throws {
    let chain = ChainTable()
    let law = AncestralLaw(steps: N)
    let expected = law.meanVariation(from: chain.texts, draws: 200_000)
    let walked = try Walked(plan("chain", "ancestral-cached", steps: N, texts: count))
    let seen = totalVariation(walked)
    let chi2 = ChiSquare(chain.counts(of: walked.texts), expecting: chain.texts)
    #expect(abs(expected - bar) < 0.003)
    #expect(abs(seen - law.meanVariation(from: chain.texts, draws: count)) < 0.002)
    #expect(abs(walked.last("calls") - calls) < 0.02)
    #expect(walked.run.texts.allSatisfy { $0.tally.calls <= 6 })
    if N <= 24 { #expect(chi2.p < 1e-6) }
  }

  @Test(arguments: [(1, 0.606), (2, 0.280), (3, 0.146), (6, 0.0207)])
  func parallelFirstHitting(S: Int, tv: Double) throws {
    let walked = try Walked(plan("chain", "first-hitting-parallel", steps: S, texts: 100_000))
    #expect(abs(totalVariation(walked) - tv) < 0.005)
    #expect(walked.run.texts.allSatisfy { $0.tally.calls == S })
  }

  /// The relation behind the speed-up: one call and one draw a token against one call a step and one
  /// draw a mask and step.
  @Test func firstHittingCallsLess() throws {
    let fast = try Walked(plan("chain", "first-hitting", texts: 2000))
    let slow = try Walked(plan("chain", "ancestral", steps: 100, texts: 2000))
    #expect(slow.last("calls") == 100)
    #expect(fast.last("calls") == 6)
    #expect(slow.last("draws") / fast.last("draws") > 30)
  }

  /// What is remembered is what would be asked for.
  @Test func cachingChangesNoToken() throws {
    for model in ["chain", "text:length=16,order=2"] {
      let cached = try Walked(plan(model, "ancestral-cached", steps: 40, texts: 50))
      let uncached = try Walked(plan(model, "ancestral", steps: 40, texts: 50))
      #expect(cached.texts == uncached.texts)
      #expect(cached.last("calls") < uncached.last("calls"))
    }
  }

  @Test func entropyBoundKeepsItsBudget() throws {
    for gamma in [0.05, 0.3, 1] {
      let walked = try Walked(plan("chain", "entropy-bound:gamma=\(gamma)", texts: 5000))
      let calls = walked.last("calls")
      #expect(walked.series("loss").allSatisfy { $0! <= gamma + 1e-12 })
      #expect(calls <= 6)
    }
  }
}
