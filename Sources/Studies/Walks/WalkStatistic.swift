import Experiments

/// What a walk tells, in the order of its records.
enum WalkStatistic: String, CaseIterable, Sendable {
  case step, nmse, variance, error, limit, tv, mean, theta, entropy, imbalance, speed, ms

  /// The form that it belongs to; `nil` for both.
  var form: WalkForm? {
    switch self {
    case .nmse, .variance, .mean: .sampling
    case .error, .limit, .theta: .optimisation
    case .step, .tv, .entropy, .imbalance, .speed, .ms: nil
    }
  }

  /// The statistic that holds the exact answer.
  var truth: WalkStatistic? {
    switch self {
    case .nmse: .variance
    case .error: .limit
    default: nil
    }
  }

  var statistic: Statistic {
    switch self {
    case .step: make("#", "moves of every token", .count, .linear)
    case .nmse: make("n MSE", "moves times the mean squared error of the means")
    case .variance: make("exact", "what n MSE tends to, from the spectrum")
    case .error: make("E/beta", "mean squared error of theta over its gain")
    case .limit: make("exact", "what E/beta tends to, from the spectrum")
    case .tv: make("TV", "total variation from occupation to mu, mean of tokens")
    case .mean: make("mean", "running mean of g, mean of tokens", .significant, .linear)
    case .theta: make("theta", "parameter, mean of tokens", .significant, .linear)
    case .entropy: make("H", "entropy of the next move in nats", .significant, .linear)
    case .imbalance: make("max log", "largest |log(x/mu)| of places, mean of tokens")
    case .speed: .speed(of: WalkOutline.unit)
    case .ms: .milliseconds
    }
  }

  private func make(
    _ symbol: String, _ summary: String, _ format: Statistic.Format = .significant,
    _ scale: Statistic.Scale = .logarithmic
  ) -> Statistic {
    Statistic(
      name: rawValue, symbol: symbol, unit: "", summary: summary, format: format, scale: scale)
  }
}
