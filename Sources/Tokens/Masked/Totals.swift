/// Sums over all texts of a run, after one of its steps.
struct Totals {
  let step: Int
  /// T of the plan.
  let temperature: Double
  /// H(x) of the model in nats.
  let entropy: Double

  private(set) var texts = 0.0
  private(set) var time = 0.0
  private(set) var masked = 0, calls = 0, saved = 0, draws = 0
  private(set) var logLikelihood = 0.0, logDrawn = 0.0, lost = 0.0
  private(set) var expected = 0.0, variance = 0.0
  /// Of texts that have masks, the mean entropies of their rows.
  private(set) var rowEntropy = 0.0, openTexts = 0.0
  /// Of texts that show something, the shares of different tokens among it.
  private(set) var unique = 0.0, shownTexts = 0.0
  /// What had been lost before this step.
  let lostBefore: Double

  init(
    _ texts: [MaskedText], step: Int, temperature: Double, entropy: Double, lostBefore: Double
  ) {
    self.step = step
    self.temperature = temperature
    self.entropy = entropy
    self.lostBefore = lostBefore
    for text in texts { add(text) }
  }

  private mutating func add(_ text: MaskedText) {
    let tally = text.tally
    texts += 1
    time += text.time
    masked += text.tokens.count - tally.visible
    calls += tally.calls
    saved += tally.saved
    draws += tally.draws
    logLikelihood += text.logLikelihood
    logDrawn += tally.logDrawn
    lost += tally.lost
    expected += tally.expected
    variance += tally.variance
    if let entropy = tally.entropy {
      rowEntropy += entropy
      openTexts += 1
    }
    if tally.visible > 0 {
      unique += Double(tally.different) / Double(tally.visible)
      shownTexts += 1
    }
  }
}
