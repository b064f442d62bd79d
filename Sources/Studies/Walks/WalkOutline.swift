import Experiments

/// What is known of a walk before its first move.
enum WalkOutline {
  static let unit = "moves"

  /// Simulated over exact, at the end.
  static let ratio = Statistic(
    name: "ratio", symbol: "MSE/exact", unit: "",
    summary: "mean squared error over its exact limit",
    format: .significant, scale: .linear)

  /// To tell 5 percent apart: of squares of normal errors, 2/0.05²; of total variations, as many
  /// as it took on all graphs.
  static let ratioWalkers = 800, variationWalkers = 100

  static func outline(_ plan: WalkPlan, _ form: WalkForm) -> RunOutline {
    let statistics = WalkStatistic.allCases.enumerated().map { rank, item in
      RunStatistic(
        item.statistic, rank: item.form ?? form == form ? rank : nil,
        largest: item == .step ? plan.moves : 0, truth: item.truth?.rawValue)
    }
    let (error, estimate): (WalkStatistic, WalkStatistic) =
      switch form {
      case .sampling: (.nmse, .mean)
      case .optimisation: (.error, .theta)
      }
    var outline = RunOutline(
      statistics: statistics, steps: plan.moves,
      budget: RunBudget(unit: unit, total: plan.moves * plan.tokens, speed: .rate),
      previews: [
        PreviewKind(name: "graph", shortName: "graph"),
        PreviewKind(name: estimate.rawValue, shortName: estimate.rawValue),
      ],
      landmark: error.rawValue,
      plotted: [error.rawValue, WalkStatistic.tv.rawValue])
    outline.measures = [ratio, WalkStatistic.tv.statistic]
    outline.recordStride = stride(plan.moves)
    outline.previewStride = outline.recordStride
    return outline
  }

  /// About 200 records, at numbers of one figure and zeros.
  static func stride(_ moves: Int) -> Int {
    let least = (moves + 199) / 200
    var unit = 1
    while 10 * unit <= least { unit *= 10 }
    return (least + unit - 1) / unit * unit
  }
}
