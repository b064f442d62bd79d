import Quickstep

/// Tells a sampling run in the words that all kinds of run share.
package struct SamplingTranslation {
  private let plan: Plan
  private let shape: SampleShape
  /// The class of all samples, if there is one.
  private let classIndex: Int32

  /// - Parameter classes: the class of every sample.
  package init(plan: Plan, shape: SampleShape, classes: [Int32]) {
    self.plan = plan
    self.shape = shape
    classIndex = Set(classes).count == 1 ? classes[0] : anyClass
  }

  /// - Parameters:
  ///   - pathObstacle: why there is no exact path; `nil` where there is one.
  ///   - bounds: a box around true samples; `nil` where it is not known.
  package func start(
    classNames: [String], grid: Grid, evaluationsPerStep: [Int], pathObstacle: PathError?,
    bounds: [ClosedRange<Double>]?
  ) -> RunStart {
    RunStart(
      request: .sample(plan),
      outline: RunOutline(
        plan, levels: grid.levels, evaluations: evaluationsPerStep.reduce(0, +),
        pathObstacle: pathObstacle),
      shape: shape, classNames: classNames, bounds: bounds, subject: nil)
  }

  package func record(_ record: StepRecord) -> RunRecord {
    RunRecord(
      step: record.step, values: stepStatistics.map { $0.value(record) },
      spent: record.evaluations, seconds: record.seconds,
      details: record.coefficients.isEmpty
        ? []
        : [
          RunDetail(
            heading: "x' = sum of",
            rows: record.coefficients.map { RunDetail.Row(name: $0.name, value: $0.value) })
        ])
  }

  /// - Parameter level: what the state of the snapshot is at.
  package func preview(_ snapshot: Snapshot, at level: NoiseLevel) -> RunPreview {
    func batch(_ values: [Double], _ level: NoiseLevel) -> RunPreview.Batch {
      RunPreview.Batch(
        values: PreviewValues(values, of: shape),
        density: shape == .point(dimensions: 2)
          ? TrueDensity(model: plan.model, classIndex: classIndex, level: level) : nil)
    }
    return RunPreview(
      batches: [
        snapshot.data.map { batch($0, NoiseLevel(t: 0, alpha: 1, sigma: 0)) },
        batch(snapshot.state, level),
      ])
  }
}

extension RunOutline {
  /// The outline of a sampling run.
  /// - Parameters:
  ///   - levels: empty where the plan makes none.
  ///   - evaluations: calls of the model; `nil` where they are not known.
  ///   - pathObstacle: why there is no exact path; `nil` where there is one.
  public init(
    _ plan: Plan, levels: [NoiseLevel], evaluations: Int?, pathObstacle: PathError?
  ) {
    let steps = levels.isEmpty ? plan.steps : levels.count - 1
    var unused: Set<String> = []
    if plan.clip.name == "none" { unused.insert("clipped") }
    if plan.guidance.name == "none" { unused.insert("guidance") }
    if pathObstacle != nil { unused.insert(pathErrorName) }
    self.init(
      statistics: stepStatistics.map(\.statistic).map { statistic in
        RunStatistic(
          statistic: statistic,
          rank: unused.contains(statistic.name)
            ? nil : samplingRanks.firstIndex(of: statistic.name) ?? samplingRanks.count,
          largest: statistic.name == "nfe" ? max(steps, evaluations ?? 0) : steps,
          delay: statistic.name == pathErrorName
            ? RunStatistic.Delay(
              whileActive: "Comes when the run waits or ends.",
              afterwards: "The exact path is being solved.") : nil)
      },
      steps: steps, budget: RunBudget(unit: "NFE", total: evaluations, speed: .timePerUnit),
      previews: [
        PreviewKind(name: "data prediction", shortName: "data"),
        PreviewKind(name: "state", shortName: "state"),
      ],
      landmark: "sigma",
      plotted: pathObstacle == nil ? [pathErrorName, "change"] : ["change", "data-change"],
      foreseen: [
        "step": levels.indices.map(Double.init), "t": levels.map(\.t),
        "sigma": levels.map(\.rho), "lambda": levels.map(\.lambda),
      ],
      qualityObstacle: nil)
  }
}

/// The statistic that is measured against the exact path.
let pathErrorName = "error"

/// What the end metrics are called where they cannot be had.
public let qualityName = "quality"

/// What goes last where a table is narrow stands first.
private let samplingRanks = [
  "step", "sigma", "nfe", "change", "error", "ms", "order", "straightness", "data-change", "rms",
  "guidance", "clipped", "data-rms", "max", "lambda", "t",
]
