import Glibc
import Testing

@testable import Tokens

/// Forward-backward against sums over all texts, on alphabets and lengths that allow it.
struct NGramTests {
  private let tokens = (0..<400).map { ($0 * $0 / 3 + $0 % 5) % 3 }

  private func model(_ order: Int, length: Int = 5) -> MarkovText {
    MarkovText(
      NGramTable(tokens, order: order, symbols: 3, after: [2, 0]), length: length,
      alphabet: ["a", "b", "c"])
  }

  @Test(arguments: 1...3) func messagesAreSumsOverTexts(order: Int) {
    let model = model(order)
    let texts = complete(3, 5)
    let p = texts.map { exp(model.logLikelihood($0)) }
    #expect(abs(p.reduce(0, +) - 1) < 1e-12)
    #expect(abs(entropy(p) - model.entropy) < 1e-12)
    for way in ways(3, 5) {
      let fitting = zip(texts, p).filter { fits($0.0, way) }
      let total = fitting.reduce(0) { $0 + $1.1 }
      #expect(abs(exp(model.logLikelihood(way)) / total - 1) < 1e-12)
      let laws = model.laws(of: way)
      for place in way.indices where way[place] == nil {
        for c in 0..<3 {
          let share = fitting.reduce(0) { $1.0[place] == c ? $0 + $1.1 : $0 } / total
          #expect(abs(laws[place][c] - share) < 1e-12)
        }
      }
    }
  }

  @Test(arguments: 2...3) func completesFromTheJointLaw(order: Int) {
    let model = model(order, length: 4)
    let way: [Int?] = [nil, 1, nil, nil]
    let network = Network(model, seed: 3, kernels: equipment().kernels)
    let count = 40_000
    var shares: [[Int]: Double] = [:]
    for text in 0..<count {
      let dice = network.dice(text: text, step: 0)
      shares[model.completed(way) { dice.uniform(.exact, $0) }, default: 0] += 1 / Double(count)
    }
    for text in complete(3, 4) where fits(text, way) {
      let p = exp(model.logLikelihood(text) - model.logLikelihood(way))
      #expect(abs((shares[text] ?? 0) - p) < 5 * (p / Double(count)).squareRoot() + 1e-9)
    }
    #expect(shares.keys.allSatisfy { fits($0, way) })
  }

  /// The estimate of a loss has the exact one for its mean.
  @Test func estimatesTheTotalCorrelation() {
    let model = model(3)
    let network = Network(model, seed: 11, kernels: equipment().kernels)
    let none = [Int?](repeating: nil, count: 5)
    let laws = model.laws(of: none)
    let exact = complete(3, 5).reduce(0) { sum, text in
      let logp = model.logLikelihood(text)
      return sum + exp(logp) * (0..<5).reduce(logp) { $0 - log(laws[$1][text[$1]]) }
    }
    let count = 20_000
    let mean = (0..<count).reduce(0.0) { sum, number in
      var text = MaskedText(number, of: network)
      text.begin(step: 1)
      text.reveal(0..<5, from: text.ask())
      return sum + text.tally.lost / Double(count)
    }
    #expect(abs(mean - exact) < 0.03)
    #expect(abs(network.model.logLikelihood(none)) < 1e-12)
  }

  @Test func theTextIsCounted() throws {
    #expect(
      Letters.tokens(of: "Ay!\n\nNo: 'tis 3").map { Letters.all[$0] } == Array("ay. no; 'tis "))
    let nats = try (1...3).map { order in
      try Walked(plan("text:order=\(order)", "random", steps: 1, texts: 1)).last("bound") / -64
    }
    #expect(nats[0] > nats[1] && nats[1] > nats[2])
  }

  /// One token a call draws texts as likely as the model's; several a call lose, of one at a time none.
  @Test func severalTokensACallLoseNats() throws {
    let exact = try Walked(plan("text:order=2", "first-hitting", texts: 64))
    let spread = 25.0 / 8
    #expect(abs(exact.last("log-p") - exact.last("bound")) < 4 * spread)
    let parallel = try Walked(plan("text:order=2", "random", steps: 8, texts: 64))
    #expect(parallel.last("lost") > 1)
    #expect(parallel.last("excess") > 1)
    #expect(parallel.last("log-p") < exact.last("log-p"))
  }
}
