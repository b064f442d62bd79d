import Experiments
import Quickstep

/// What an estimate tells, in the order of its records.
enum StatisticsOutline {
  static func outline(_ plan: StatisticsPlan, steps: Int?, evaluations: Int?) -> RunOutline {
    let largest = steps ?? plan.knots
    var outline = RunOutline(
      statistics: statistics.enumerated().map { rank, statistic in
        RunStatistic(
          statistic, rank: rank,
          largest: statistic.name == "nfe" ? max(largest, evaluations ?? 0) : largest)
      },
      steps: steps,
      budget: RunBudget(
        unit: "NFE", noun: "evaluations", single: "call", total: evaluations, speed: .rate),
      previews: [
        PreviewKind(name: "l, s, b", shortName: "l s b"), PreviewKind(name: "l", shortName: "l"),
      ],
      landmark: "sigma", plotted: ["l", "s"])
    outline.qualityObstacle = "Where the statistics lie stands here at the end."
    outline.recordStride = max(1, largest / 60)
    outline.previewStride = outline.recordStride
    return outline
  }

  private static let statistics = [
    Statistic(
      name: "step", symbol: "#", unit: "",
      summary: "levels looked at, after steps that make samples",
      format: .count, scale: .linear),
    Statistic(
      name: "sigma", symbol: "σ", unit: "", summary: "noise level, sigma/alpha",
      format: .significant, scale: .logarithmic),
    number("l", "what sigma eps grows by with x, mean over coordinates"),
    number("s", "what f grows by along the flow, mean over coordinates"),
    number("b", "what is added to s f, mean over coordinates"),
    Statistic(
      name: "nfe", symbol: "NFE", unit: "", summary: "evaluations of the model for all pairs",
      format: .count, scale: .linear),
    .milliseconds,
  ]

  private static func number(_ name: String, _ summary: String) -> Statistic {
    Statistic(
      name: name, symbol: name, unit: "", summary: summary, format: .significant, scale: .linear)
  }
}
