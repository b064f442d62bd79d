import Experiments

/// What a convergence study tells, in the order of its records.
enum OrderStatistic: String, CaseIterable, Sendable {
  case step, steps, error, order, nfe, ms

  var statistic: Statistic {
    switch self {
    case .step: make("#", "numbers of steps tried so far", .count, .linear)
    case .steps: make("N", "steps of this run", .count, .linear)
    case .error:
      make("error", "root mean square distance to the exact end", .significant, .logarithmic)
    case .order:
      make(
        "order", "how fast the error fell from the number of steps before", .significant, .linear)
    case .nfe: make("NFE", "evaluations of this run", .count, .linear)
    case .ms: .milliseconds
    }
  }

  private func make(
    _ symbol: String, _ summary: String, _ format: Statistic.Format, _ scale: Statistic.Scale
  ) -> Statistic {
    Statistic(
      name: rawValue, symbol: symbol, unit: "", summary: summary, format: format, scale: scale)
  }
}
