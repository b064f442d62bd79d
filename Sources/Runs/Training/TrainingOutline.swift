import Experiments
import Files
import Networks
import Quickstep

extension RunOutline {
  private static let recordLimit = 2000

  /// The outline of a training.
  /// - Parameters:
  ///   - shape: of a sample.
  ///   - mostPreviews: how many are worth making.
  package init(_ plan: TrainingPlan, shape: SampleShape, mostPreviews: Int = 200) {
    let unit =
      switch shape {
      case .picture: "images"
      case .point: "points"
      }
    self.init(
      statistics: (trainingStatistics(unit) + plan.statistics).enumerated().map { rank, statistic in
        RunStatistic(statistic, rank: rank, largest: plan.steps)
      },
      steps: plan.steps,
      budget: RunBudget(unit: unit, total: plan.steps * plan.batch, speed: .rate),
      previews: [PreviewKind(name: "EMA", shortName: "samples")], landmark: "loss",
      plotted: ["loss", "gradient"])
    qualityObstacle = "Sample from the saved model to measure it."
    recordStride = Self.roundStride(plan.steps, limit: Self.recordLimit)
    // Those that were asked for, unless that makes too many.
    let previews = max(1, plan.steps / plan.preview)
    previewStride = plan.preview * (1 + (previews - 1) / mostPreviews)
  }

  /// The smallest of 1, 2, 5, 10, 20 … that makes at most `limit` parts of `count`.
  private static func roundStride(_ count: Int, limit: Int) -> Int {
    var stride = 1
    while count / stride > limit {
      stride = String(stride).first == "2" ? stride / 2 * 5 : stride * 2
    }
    return stride
  }
}

/// In the order in which tables show them, and in which they keep them where they get narrow.
private func trainingStatistics(_ unit: String) -> [Statistic] {
  [
    Statistic(
      name: "step", symbol: "#", unit: "", summary: "steps taken", format: .count,
      scale: .linear),
    Statistic(
      name: "loss", symbol: "loss", unit: "", summary: "mean over about 100 steps",
      format: .significant, scale: .logarithmic),
    .speed(of: unit),
    Statistic(
      name: "gradient", symbol: "|grad|", unit: "", summary: "mean length before clipping",
      format: .significant, scale: .logarithmic),
    Statistic(
      name: "rate", symbol: "rate", unit: "", summary: "learning rate", format: .significant,
      scale: .logarithmic),
    .milliseconds,
  ]
}
