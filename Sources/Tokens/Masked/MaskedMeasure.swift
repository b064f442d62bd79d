import Experiments

/// A statistic of a run, and how it follows from the sums over its texts.
struct MaskedMeasure {
  let statistic: RunStatistic
  /// `nil` where it is not defined.
  let value: (Totals) -> Double?

  /// All of them, in the order of records.
  /// - Parameter correlations: how the model knows total correlations.
  static func all(_ correlations: String, steps: Int) -> [MaskedMeasure] {
    [
      .init("step", "#", "steps done", .count, rank: 0, largest: steps) { Double($0.step) },
      .init("time", "t", "mean time: 1 is all masked", rank: 1) { $0.time / $0.texts },
      .init("masked", "masks", "masked tokens left, of a text", rank: 2) {
        Double($0.masked) / $0.texts
      },
      .init("calls", "calls", "calls of the network, of a text", rank: 3) {
        Double($0.calls) / $0.texts
      },
      .init("saved", "saved", "calls that a remembered answer stood in for, of a text", rank: 10) {
        Double($0.saved) / $0.texts
      },
      .init("draws", "draws", "categorical draws, of a text", rank: 11) {
        Double($0.draws) / $0.texts
      },
      .init("entropy", "H", "entropy of the network's rows", unit: "nats", rank: 6) {
        $0.openTexts > 0 ? $0.rowEntropy / $0.openTexts : nil
      },
      .init(
        "unique", "unique", "different tokens among those of a text", .percent, unit: "%", rank: 9
      ) {
        $0.shownTexts > 0 ? 100 * $0.unique / $0.shownTexts : nil
      },
      .init(
        "temperature", "T", "effective temperature: that whose entropy the drawn tokens show",
        rank: 12, effectiveTemperature),
      .init(
        "log-p", "log p", "log p of what is visible under the exact model, of a text",
        unit: "nats", rank: 4, truth: "bound"
      ) { $0.logLikelihood / $0.texts },
      .init(
        "bound", "-H", "mean log p of exact draws; the time-free evidence bound", unit: "nats",
        rank: 13
      ) { -$0.entropy },
      .init(
        "loss", "loss",
        "total correlation of the tokens that this step revealed together; \(correlations)",
        unit: "nats", rank: 8
      ) { ($0.lost - $0.lostBefore) / $0.texts },
      .init(
        "lost", "lost", "sum of the losses of all steps; \(correlations)", unit: "nats", rank: 7
      ) { $0.lost / $0.texts },
      .init(
        "excess", "log q/p", "log q - log p of the path: its mean is KL(method || model)",
        unit: "nats", rank: 14
      ) { ($0.logDrawn - $0.logLikelihood) / $0.texts },
    ]
  }

  private init(
    _ name: String, _ symbol: String, _ summary: String, _ format: Statistic.Format = .significant,
    unit: String = "", rank: Int, largest: Int = 0, truth: String? = nil,
    _ value: @escaping (Totals) -> Double?
  ) {
    statistic = RunStatistic(
      Statistic(
        name: name, symbol: symbol, unit: unit, summary: summary, format: format, scale: .linear),
      rank: rank, largest: largest, truth: truth)
    self.value = value
  }

  /// With laws p_T(c) ~ p(c)^(1/T) the mean of -log p_T over p_T' falls as 1/T' rises, at 1/T' = 1/T
  /// by the variance of log p_T: one Newton step from the temperature that was set to the one at
  /// which the drawn tokens are as likely as they are.
  private static func effectiveTemperature(_ totals: Totals) -> Double? {
    guard totals.variance > 0 else { return nil }
    let surprise = -totals.logDrawn - totals.expected
    let beta = 1 - surprise / totals.variance
    return beta > 0 ? totals.temperature / beta : nil
  }
}
