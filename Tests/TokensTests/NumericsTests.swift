import Experiments
import Tensors
import Testing

@testable import Tokens

/// Draws from few bits, observed and in closed form.
struct NumericsTests {
  private let dice = { (text: Int) in
    Dice(
      kernels: Kernels(pool: ThreadPool(threads: 1)), seed: 5, text: UInt32(text), step: 1)
  }

  /// How often a token is revealed, and the entropy of those that are.
  private func observed(
    _ p: [Double], delta: Double, _ precision: Precision, draws: Int
  ) -> (rate: Double, entropy: Double) {
    let dice = dice(0)
    var counts = [Double](repeating: 0, count: p.count)
    for place in 0..<draws {
      if let token = precision.draw(p, chance: delta, at: place, dice) { counts[token] += 1 }
    }
    let total = counts.reduce(0, +)
    // Miller and Madow's correction of the entropy of few counts.
    let seen = counts.count { $0 > 0 }
    return (
      total / Double(draws),
      entropy(counts.map { $0 / total }) + Double(seen - 1) / (2 * total)
    )
  }

  @Test(arguments: [
    (Precision.twelve, 1.0 / 16, 0.0559, 3.202, 3.192), (.twelve, 1.0 / 64, 0, 2.685, 2.687),
    (.fourteen, 1.0 / 64, 0, 3.1933, 3.1905),
  ])
  func fewBits(
    precision: Precision, delta: Double, rate: Double, formula: Double, measured: Double
  ) {
    let p = Zipf.law(64)
    let wins = EffectiveLaw.wins(p, delta: delta, bits: precision.bits)
    let total = wins.reduce(0, +)
    let H = entropy(wins.map { $0 / total })
    let seen = observed(p, delta: delta, precision, draws: 2_000_000)
    if rate > 0 { #expect(abs(total - rate) < 1e-4) }
    #expect(abs(H - formula) < 1e-3)
    #expect(abs(seen.rate - total) < 6e-4)
    #expect(abs(seen.entropy - measured) < 0.03)
  }

  @Test func exactNumbersRevealAsOften() {
    let seen = observed(Zipf.law(64), delta: 1.0 / 16, .double, draws: 400_000)
    #expect(abs(seen.rate - 0.0625) < 2e-3)
    #expect(abs(seen.entropy - 3.371) < 0.02)
  }

  /// 32-bit floats in closed form: a check by drawing would take 10^9 draws.
  @Test(arguments: [(256, 0.011), (1024, 0.042), (4096, 0.161), (16384, 0.505)])
  func singlePrecision(N: Int, drop: Double) {
    let p = Zipf.law(1024)
    #expect(abs(entropy(p) - 5.206) < 1e-3)
    let law = EffectiveLaw.afterSteps(N, p, bits: Precision.single.bits)
    let T = EffectiveLaw.temperature(matching: entropy(law), p)
    let tail = zip(p, law).reduce(0) { $1.0 < 1e-3 ? $0 + $1.1 : $0 }
    #expect(abs(entropy(p) - entropy(law) - drop) < 1.5e-3)
    let tails = [1024: 0.262, 4096: 0.237, 16384: 0.171]
    let temperatures = [1024: 0.991, 16384: 0.904]
    if let expected = tails[N] { #expect(abs(tail - expected) < 1.5e-3) }
    if let expected = temperatures[N] { #expect(abs(T - expected) < 1.5e-3) }
  }

  @Test func doublesLoseNothing() {
    let p = Zipf.law(1024)
    #expect(abs(entropy(EffectiveLaw.afterSteps(4096, p, bits: 52)) - entropy(p)) < 1e-6)
  }

  @Test func uniformTokensOfSinglePrecision() {
    let p = [Double](repeating: 1.0 / 2048, count: 2048)
    let wins = EffectiveLaw.wins(p, delta: 1.0 / 2048, bits: 24)
    #expect(abs(wins.reduce(0, +) * 2048 - 0.88) < 0.005)
  }

  @Test func runsTellTheirEffectiveTemperature() throws {
    var cold = try plan("zipf:symbols=64", "ancestral-cached", steps: 64, texts: 32)
    cold.precision = Choice("12")
    let coarse = try Walked(cold)
    let law = EffectiveLaw.afterSteps(64, Zipf.law(64), bits: 12)
    let T = EffectiveLaw.temperature(matching: entropy(law), Zipf.law(64))
    #expect(abs(coarse.last("temperature") - T) < 0.05)
    for temperature in [0.5, 1, 1.5] {
      var bent = try plan("text:order=2,length=32", "first-hitting", texts: 40)
      bent.temperature = temperature
      #expect(abs(try Walked(bent).last("temperature") / temperature - 1) < 0.15)
    }
  }
}
