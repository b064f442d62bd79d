import Experiments
import Glibc

/// What can be measured of tokens that have moved as often as each other.
struct WalkMeasures {
  let task: WalkTask
  /// The task's.
  let limit: Double
  let tokens: [Token]

  private var n: Int { tokens[0].moves }

  /// One for each statistic; before the first move there is nothing but the law of that move.
  var values: [Double?] {
    let form = task.walker.form
    return WalkStatistic.allCases.map { item in
      guard item.form ?? form == form, n > 0 || item == .step || item == .entropy else {
        return nil
      }
      switch item {
      case .step: return Double(n)
      case .nmse, .error: return mean(scaledErrors)
      case .variance, .limit: return limit
      case .tv: return mean(totalVariations)
      case .mean, .theta: return mean(tokens.map(\.theta))
      case .entropy:
        return mean(tokens.map { task.walker.entropy(of: $0, on: task.graph, task.gains) })
      case .imbalance: return mean(tokens.map(imbalance))
      case .speed, .ms: return nil
      }
    }
  }

  /// (theta - truth)² over what it falls like, token by token.
  var scaledErrors: [Double] {
    let scale = task.walker.form.scale(n, task.gains), truth = task.graph.truth
    return tokens.map { ($0.theta - truth) * ($0.theta - truth) / scale }
  }

  /// |x - mu|_1/2, token by token.
  var totalVariations: [Double] {
    tokens.map { token in
      zip(token.x, task.graph.mu).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    }
  }

  private func imbalance(_ token: Token) -> Double {
    zip(token.x, task.graph.mu).reduce(0) { max($0, abs(log($1.0 / $1.1))) }
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}

extension WalkMeasures {
  /// Of the finished run.
  var scores: [Score] {
    let count = tokens.count
    // Walkers are independent and their errors nearly normal: chi-square over its freedom.
    let chance = Estimate(mean: 1, spread: (2 / Double(count)).squareRoot())
    return [
      Score(
        WalkOutline.ratio, better: .nearer, samples: count,
        samplesNeeded: WalkOutline.ratioWalkers,
        value: Estimate(meanOf: scaledErrors.map { $0 / limit }), floor: chance),
      Score(
        WalkStatistic.tv.statistic, better: .lower, samples: count,
        samplesNeeded: WalkOutline.variationWalkers, value: Estimate(meanOf: totalVariations),
        floor: Estimate(mean: 0, spread: 0)),
    ]
  }
}
