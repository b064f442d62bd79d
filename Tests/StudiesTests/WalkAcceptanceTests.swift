import Experiments
import Studies
import Testing

/// What the papers claim, simulated, within bounds that were set beforehand.
@Suite struct WalkAcceptanceTests {
  /// The mean of three hundred squared errors spreads by 8 percent; two seeds keep that well
  /// inside the bounds.
  private static let seeds: Range<UInt64> = 7..<9

  @Test(arguments: ["barbell16", "grid25"], [0, 1, 2, 5, 10, 20] as [Double])
  func meansErrAsTheSpectrumSays(graph: String, alpha: Double) throws {
    let simulated = try Walking(graph: graph, alpha: alpha).mean("nmse", seeds: Self.seeds)
    let exact = WalkLimits(try graphs.make(Choice(graph))).V(alpha)
    #expect((0.75...1.35).contains(simulated / exact))
  }

  @Test func repulsionTakesTheErrorToATwentieth() throws {
    let base = try Walking(alpha: 0).mean("nmse", seeds: Self.seeds)
    let repelled = try Walking(alpha: 10).mean("nmse", seeds: Self.seeds)
    #expect(repelled / base <= 1.0 / 20)
  }

  @Test(
    arguments: [
      (0, 0.194, 0.062), (5, 0.049, 0.015), (20, 0.027, 0.008),
    ] as [(Double, Double, Double)])
  func occupationComesToItsTarget(alpha: Double, at200: Double, at2000: Double) throws {
    let walking = Walking(moves: 2000, alpha: alpha)
    let early = try walking.mean("tv", at: 200, seeds: Self.seeds)
    let late = try walking.mean("tv", at: 2000, seeds: Self.seeds)
    #expect(abs(early / at200 - 1) < 0.1)
    #expect(abs(late / at2000 - 1) < 0.1)
  }

  @Test func descentGainsMoreThanSampling() throws {
    let sampling =
      try Walking(alpha: 0).mean("nmse", seeds: Self.seeds)
      / Walking(alpha: 5).mean("nmse", seeds: Self.seeds)
    let descent = try descentGain(a: "auto", b: 0.9)
    #expect(descent >= 40)
    #expect(descent > 1.5 * sampling)
  }

  @Test func descentGainsLittleWhereThetaIsFaster() throws {
    #expect((3...8).contains(try descentGain(a: "0.9", b: 0.8)))
  }

  @Test(
    arguments: [
      ("srrw", 1, "0.7", 0.9), ("sa-srrw", 5, "0.8", 0.8), ("sa-srrw", 5, "1", 1),
    ] as [(String, Double, String, Double)])
  func otherGainsHaveTheirOwnLimits(walker: String, alpha: Double, a: String, b: Double) throws {
    let walking = Walking(walker: walker, moves: 20_000, alpha: alpha, a: a, b: b)
    let ratio = try walking.records().run.scores()[0].value.mean
    #expect((0.75...1.35).contains(ratio))
  }

  /// MSE(0)/MSE(5) of theta.
  private func descentGain(a: String, b: Double) throws -> Double {
    func error(_ alpha: Double) throws -> Double {
      try Walking(walker: "sa-srrw", moves: 20_000, tokens: 150, alpha: alpha, a: a, b: b)
        .mean("error", seeds: Self.seeds)
    }
    return try error(0) / error(5)
  }
}
