import Glibc
import Quickstep
import Testing

/// The ledger of errors against closed forms.
@Suite struct LedgerTests {
  private let edm = EDM(knobs: [:])
  private let data = GaussianLaw(mean: [0.7, -0.2], deviation: [0.5, 1.5])

  private func ledger(
    _ solver: String, _ sigmas: [Double], data: GaussianLaw? = nil, believed: GaussianLaw? = nil,
    start: ErrorLedger.Start = .run
  ) throws -> [ErrorLedger.Cause: Double] {
    let data = data ?? self.data
    let ledger = try ErrorLedger(
      data, believed: believed ?? data, solver: StabilityTests.solver(solver), schedule: edm,
      grid: Grid(levels: sigmas.map(NoiseLevel.init(sigma:))), start: start, scale: sigmas[0])
    return Dictionary(uniqueKeysWithValues: ledger.entries.map { ($0.cause, $0.distance) })
  }

  /// Euler's step is x' = m + (1 + (sigma'/sigma - 1) sigma²/(s² + sigma²)) (x - m).
  @Test func everyEntryHasItsClosedForm() throws {
    let sigmas = [40.0, 10, 2, 0.5, 0.1]
    let believed = GaussianLaw(mean: [0.9, 0], deviation: [0.55, 1.4])
    let found = try ledger("euler", sigmas, believed: believed)
    func sum(_ term: (Int) -> (Double, Double)) -> Double {
      sqrt((0..<2).reduce(0) { $0 + term($1).0 * term($1).0 + term($1).1 * term($1).1 })
    }
    let (first, last) = (sigmas[0], sigmas[4])
    func wide(_ k: Int, _ sigma: Double) -> Double { hypot(data.deviation[k], sigma) }
    func factor(_ s: Double) -> Double {
      zip(sigmas, sigmas.dropFirst()).reduce(1) { product, pair in
        product * (1 + (pair.1 / pair.0 - 1) * pair.0 * pair.0 / (s * s + pair.0 * pair.0))
      }
    }
    let truncation = sum { (0, wide($0, last) - data.deviation[$0]) }
    let start = sum { k in
      let ratio = wide(k, last) / wide(k, first)
      return (ratio * data.mean[k], ratio * (wide(k, first) - first))
    }
    let steps = sum { k in
      let ratio = wide(k, last) / wide(k, first)
      return (
        (factor(data.deviation[k]) - ratio) * data.mean[k],
        (factor(data.deviation[k]) - ratio) * first
      )
    }
    let score = sum { k in
      let (a, b) = (factor(data.deviation[k]), factor(believed.deviation[k]))
      return ((1 - a) * data.mean[k] - (1 - b) * believed.mean[k], (a - b) * first)
    }
    for (cause, expected) in [
      (ErrorLedger.Cause.truncation, truncation), (.start, start), (.discretisation, steps),
      (.score, score),
    ] {
      let distance = try #require(found[cause])
      #expect(abs(distance - expected) <= 1e-8, "\(cause)")
    }
  }

  @Test func anEntryIsZeroWithoutItsCause() throws {
    let sigmas = [40.0, 10, 2, 0.5, 0.1]
    let plain = try ledger("heun", sigmas)
    let clean = try ledger("heun", sigmas + [0])
    let started = try ledger("heun", sigmas, start: .exact)
    #expect(clean[.truncation] == 0 && plain[.score] == 0)
    #expect(started[.start] ?? 1 <= 1e-12)
    // Of one point every prediction is exact.
    let point = GaussianLaw(mean: [0.7], deviation: [0])
    for solver in ["euler", "dpm++2m", "heun", "unipc"] {
      let found = try ledger(solver, sigmas + [0], data: point)
      #expect(found[.discretisation] ?? 1 <= 1e-12, "\(solver)")
    }
  }

  /// More steps take the discretisation away, at the solver's order, and nothing else.
  @Test func discretisationFallsWithSteps() throws {
    func levels(_ count: Int) -> [Double] {
      (0...count).map { 40 * pow(0.0025, Double($0) / Double(count)) }
    }
    let few = try ledger("heun", levels(64)), many = try ledger("heun", levels(128))
    let ratio = try #require(few[.discretisation]) / #require(many[.discretisation])
    #expect(abs(log2(ratio) - 2) < 0.1)
    #expect(few[.start] == many[.start] && few[.truncation] == many[.truncation])
  }

  /// One ancestral step from sigma to sigma': variance (sd/sigma)² … + sigma_up².
  @Test func noiseOfTheRunIsCounted() throws {
    let (s, a, b) = (0.5, 3.0, 1.0)
    let law = GaussianLaw(mean: [0], deviation: [s])
    let ledger = try ErrorLedger(
      law, believed: law, solver: StabilityTests.solver("euler-ancestral"), schedule: edm,
      grid: Grid(levels: [a, b].map(NoiseLevel.init(sigma:))), scale: a)
    let up = min(b, sqrt(b * b * (a * a - b * b) / (a * a)))
    let down = sqrt(b * b - up * up)
    let factor = 1 + (down / a - 1) * a * a / (s * s + a * a)
    let expected = hypot(factor * a, up)
    #expect(abs(ledger.entries[3].law.deviation[0] - expected) <= 1e-12)
  }

  @Test func aMixtureIsMatchedByItsMoments() throws {
    let mixture = GaussianMixture(components: [
      .init(weight: 0.5, mean: [3, 1], deviation: 0.5),
      .init(weight: 0.5, mean: [-1, 1], deviation: 0.5),
    ])
    let law = try #require(GaussianLaw(matching: mixture))
    #expect(abs(law.deviation[0] - sqrt(4.25)) <= 1e-12 && abs(law.deviation[1] - 0.5) <= 1e-12)
    #expect(abs(abs(law.mean[0]) - 1) <= 1e-12 && abs(abs(law.mean[1]) - 1) <= 1e-12)
  }
}
