import Experiments
import Quickstep

extension RunOutline {
  /// The outline of a run along a grid: without steps, levels and calls where only running shows
  /// them.
  init(
    _ plan: Plan, after legs: [Leg<Plan>], _ grid: Grid, _ foresight: Foresight,
    pathObstacle: PathError?
  ) {
    self.init(
      plan, after: legs, levels: foresight.isWhole ? grid.levels : [],
      steps: foresight.isWhole ? grid.steps.count : nil,
      evaluations: foresight.isWhole ? foresight.evaluations : nil,
      pathObstacle: pathObstacle)
  }

  /// The outline of a sampling run.
  /// - Parameters:
  ///   - legs: the plans that take the first steps.
  ///   - levels: empty where the plan makes none, or only running shows them.
  ///   - evaluations: calls of the model; `nil` where they are not known.
  ///   - pathObstacle: why there is no exact path; `nil` where there is one.
  ///   - steps: `nil` where only running shows them.
  package init(
    _ plan: Plan, after legs: [Leg<Plan>] = [], levels: [NoiseLevel], steps: Int?,
    evaluations: Int?, pathObstacle: PathError?
  ) {
    let largest = steps ?? SamplingJob.unforeseenSteps
    let calls = max(largest, evaluations ?? 0)
    let counts = ["nfe": calls, "parts": 100 * calls]
    let plans = legs.map(\.plan) + [plan]
    var unused: Set<String> = []
    if plans.allSatisfy({ $0.clip.name == "none" }) { unused.insert("clipped") }
    if plans.allSatisfy({ $0.guidance.name == "none" }) { unused.insert("guidance") }
    if pathObstacle != nil { unused.insert(pathErrorName) }
    if plans.allSatisfy({ $0.reading.name == "scheduled" }) { unused.formUnion(readingNames) }
    if plans.allSatisfy({ $0.skip == Skips.none }) { unused.insert("parts") }
    self.init(
      statistics: stepStatistics.map(\.statistic).map { statistic in
        RunStatistic(
          statistic,
          rank: unused.contains(statistic.name)
            ? nil : samplingRanks.firstIndex(of: statistic.name) ?? samplingRanks.count,
          largest: counts[statistic.name] ?? largest,
          truth: statistic.name == "variance" ? "expected-variance" : nil,
          delay: statistic.name == pathErrorName
            ? RunStatistic.Delay(
              whileActive: "Comes when the run waits or ends.",
              afterwards: "The exact path is being solved.") : nil)
      },
      steps: steps,
      budget: RunBudget(
        unit: "NFE", noun: "evaluations", total: evaluations, speed: .timePerUnit),
      previews: [
        PreviewKind(name: "data prediction", shortName: "data"),
        PreviewKind(name: "state", shortName: "state"),
        PreviewKind(name: PathTracks.name, shortName: "paths"),
        PreviewKind(name: "stability", shortName: "stability"),
        PreviewKind(name: "error ledger", shortName: LedgerPreview.name),
      ],
      landmark: "sigma",
      plotted: pathObstacle == nil ? [pathErrorName, "change"] : ["change", "data-change"])
    resultPreview = 1
    forks = legs.map(\.end)
    foreseen = [
      "step": levels.indices.map(Double.init), "t": levels.map(\.t),
      "sigma": levels.map(\.rho), "lambda": levels.map(\.lambda),
    ]
    measures = metrics.map(\.statistic)
    samplesNeeded = Metric.samplesNeeded
  }
}

/// The statistic that is measured against the exact path.
let pathErrorName = "error"

/// What goes last where a table is narrow stands first.
private let samplingRanks =
  [
    "step", "sigma", "nfe", "change", "error", "ms", "order", "straightness", "data-change", "rms",
    "guidance", "clipped", "data-rms", "max", "lambda", "t", "parts",
  ] + readingNames

/// What is told of levels that samples are read as.
private let readingNames = ["shift", "shift-spread", "edge", "variance", "expected-variance"]
