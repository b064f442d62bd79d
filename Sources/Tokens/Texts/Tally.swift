import Glibc

/// What one text has cost so far, and what its tokens were drawn from.
struct Tally: Sendable {
  var calls = 0
  /// Calls that a remembered answer stood in for.
  var saved = 0
  /// Categorical draws, those of the mask included.
  var draws = 0
  /// Visible tokens, and how many different ones there are among them.
  private(set) var visible = 0, different = 0
  /// Sum of the total correlations of what was revealed together, in nats.
  var lost = 0.0
  /// Mean entropy of the masked rows of the last answer, in nats.
  private(set) var entropy: Double?
  /// Sum of log p over the tokens, each from the law that it was drawn from.
  private(set) var logDrawn = 0.0
  /// Of those laws, the sum of entropies and that of the variances of log p.
  private(set) var expected = 0.0, variance = 0.0

  /// The network has answered.
  mutating func note(_ laws: Laws) {
    let masked = laws.exact.reduce(0) { $1.isEmpty ? $0 : $0 + 1 }
    entropy = masked > 0 ? laws.entropies.reduce(0, +) / Double(masked) : nil
  }

  /// A token has been drawn.
  /// - Parameters:
  ///   - p: the law that it was drawn from, of an entropy in nats.
  ///   - tokens: those that were visible before.
  mutating func note(_ token: Int, from p: [Double], _ entropy: Double, among tokens: [Int?]) {
    visible += 1
    if !tokens.contains(token) { different += 1 }
    logDrawn += log(p[token])
    expected += entropy
    variance += p.reduce(-entropy * entropy) { sum, p in
      p > 0 ? sum + p * log(p) * log(p) : sum
    }
  }
}

/// How a token came to be visible.
struct Birth: Sendable {
  let step: UInt32
  /// Of the law that it was drawn from, in nats.
  let entropy: Float
  /// p of the token under that law.
  let confidence: Float

  init(_ step: UInt32 = 0, _ entropy: Double = 0, _ confidence: Double = 0) {
    self.step = step
    self.entropy = Float(entropy)
    self.confidence = Float(confidence)
  }
}
