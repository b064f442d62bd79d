import Experiments
import Quickstep

/// What somebody who looks on is shown of a run of sampling beside its numbers: the ways of its
/// samples, where its steps stand in the region of the solver, and what makes its error.
struct SamplingOnlooker {
  private let plan: Plan
  /// Along the grid of the whole run.
  private let job: SamplingJob
  /// Plans that take steps still to come, each with its job and its last step.
  private var stretches: [(plan: Plan, job: SamplingJob, end: Int)]
  private let isForked: Bool
  private let pathMeasure: PathMeasure
  /// The levels so far, of the start and after each step.
  private var levels: [NoiseLevel] = []
  /// The states there of the samples that are measured against the exact path.
  private var states: [[Double]] = []
  private let measured: Int
  private var paths: PathTracks
  /// Nil where steps have no coefficients of their own.
  private var stability: StabilityWatch?
  private var stepStability: StabilityWatch.Look?
  /// It says the same at every step.
  private let ledger = Later<Preview>()
  /// Nil for a model without attention over frames.
  private let attention: AttentionWatch?
  /// What the last step began with, of the samples whose attention is looked at.
  private var asked: (state: [Double], level: NoiseLevel)?

  init(
    _ plan: Plan, after legs: [Leg<Plan>], _ whole: SamplingJob, _ foresight: Foresight,
    _ picture: SamplePicture, _ attention: AttentionWatch?, paths: PathCache
  ) {
    self.plan = plan
    var job = whole.alone
    job.grid = whole.wholeGrid
    self.job = job
    isForked = !legs.isEmpty
    stretches =
      zip(legs, whole.legs).map { ($0.plan, $1.job, $0.end) } + [(plan, whole.alone, .max)]
    self.attention = attention
    pathMeasure = PathMeasure(plan, job, foresight, paths)
    self.paths = PathTracks(job.model.shape, picture, bounds: job.model.bounds)
    stability = Self.stability(stretches[0].job, stretches[0].plan)
    let steps = foresight.isWhole ? job.grid.steps.count : SamplingJob.unforeseenSteps
    measured =
      foresight.pathObstacle == nil
      ? job.model.shape.count
        * KeptBudget.measuredSamples(
          batch: job.classes.count, shape: job.model.shape, levels: steps + 1)
      : 0
  }

  private static func stability(_ job: SamplingJob, _ plan: Plan) -> StabilityWatch? {
    // Where samples step apart, no step has one length.
    job.reading.stepping == .apart ? nil : StabilityWatch(job, named: plan.solver)
  }

  /// How many numbers of the state before a step are looked at.
  var width: Int {
    max(StabilityWatch.samples * job.model.shape.count, attention?.width ?? 0)
  }

  /// What there is to tell of a step, or of the start.
  mutating func look(
    _ record: StepRecord, from before: [Double], _ sampler: Sampler
  ) -> (warnings: [String], details: [RunDetail]) {
    if let attention, let level = levels.last {
      asked = (Array(before.prefix(attention.width)), level)
    }
    while record.step > stretches[0].end {
      stretches.removeFirst()
      stability = Self.stability(stretches[0].job, stretches[0].plan)
    }
    stepStability = levels.last.flatMap {
      stability?.look(at: before, from: $0, to: record.level, step: record.step)
    }
    let details = (stepStability?.details ?? []) + (levels.isEmpty ? startDetails : [])
    levels.append(record.level)
    states.append(sampler.state(first: measured))
    paths.append(sampler.state(first: paths.kept), at: record.level)
    return (stepStability?.warnings ?? [], details)
  }

  /// What there is to tell of the start.
  private var startDetails: [RunDetail] {
    guard case .given(let map) = stretches[0].job.startSource else { return [] }
    return [
      RunDetail(
        heading: "start \(stretches[0].plan.start.name)",
        rows: map.facts.map { RunDetail.Row(name: $0.name, value: $0.value) })
    ]
  }

  /// The ways there, where the step stood in the region of the solver, what each cause contributes to
  /// the error of the end, and what frames attend to.
  var previews: [Preview?] {
    [
      paths.preview,
      stability.map { _ in
        stepStability?.preview ?? StabilityWatch.nothing("Shown from the first step on.")
      },
      ledger.value {
        isForked ? LedgerPreview.nothing(ofForks) : LedgerPreview.make(plan, job)
      },
    ]
      + (attention.map { attention in
        [asked.map { attention.preview($0.state, at: $0.level) }]
      } ?? [])
  }

  func late(_ isCancelled: @escaping @Sendable () -> Bool) -> [LateStatistic] {
    [
      LateStatistic(
        pathErrorName, title: "error to the exact path", doing: "solving the exact path",
        previews: { [pathMeasure, paths, states, levels] in
          let exact = states.first.flatMap {
            try? pathMeasure.exactStates(from: $0, at: levels, isCancelled)
          }
          return paths.all(
            exact: exact ?? [],
            stepEnds: paths.needsStepEnds
              ? pathMeasure.stepEnds(
                of: states.map { Array($0.prefix(paths.kept)) }, at: levels, isCancelled) : [])
        }
      ) { [pathMeasure, states, levels] isCancelled in
        try pathMeasure.errors(states, at: levels, isCancelled)
      }
    ]
  }
}

/// Why there is no ledger.
private let ofForks = "A ledger is of runs that follow one plan: this one was forked."
