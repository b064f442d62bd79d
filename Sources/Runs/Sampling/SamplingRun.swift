import Experiments
import Quickstep

/// A plan of diffusion or flow sampling under way.
public struct SamplingRun: Experiment {
  public let outline: RunOutline
  private let plan: Plan
  private let job: SamplingJob
  private let judge: @Sendable () -> ImageJudge?
  private let isCancelled: @Sendable () -> Bool
  private let pathMeasure: PathMeasure
  private let picture: SamplePicture
  private var sampler: Sampler
  /// The levels so far, of the start and after each step.
  private var levels: [NoiseLevel] = []
  /// The states there of the samples that are measured against the exact path.
  private var states: [[Double]] = []
  private let measured: Int
  private var paths: PathTracks
  /// Nil where steps have no coefficients of their own.
  private var stability: StabilityWatch?
  private var stepStability: StabilityWatch.Look?
  private let ledger: Preview
  /// Nil for a model without attention over frames.
  private let attention: AttentionWatch?
  /// What the last step began with, of the samples whose attention is looked at.
  private var asked: (state: [Double], level: NoiseLevel)?

  /// - Parameters:
  ///   - paths: exact paths that are known.
  ///   - judge: what knows the classes of pictures, where something does.
  /// - Throws: `MemoryError`.
  init(
    _ plan: Plan, _ job: SamplingJob, paths: PathCache,
    judge: @escaping @Sendable () -> ImageJudge?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(MemoryError) {
    try job.checkMemory()
    self.plan = plan
    self.job = job
    self.judge = judge
    self.isCancelled = isCancelled
    let foresight = job.foresight()
    let obstacle = foresight.pathObstacle
    var outline = RunOutline(plan, job.grid, foresight, pathObstacle: obstacle)
    outline.bounds = job.model.bounds
    attention = AttentionWatch(plan, job)
    if attention != nil { outline.previews.append(AttentionWatch.kind) }
    self.outline = outline
    pathMeasure = PathMeasure(plan, job, foresight, paths)
    let picture = SamplePicture(of: job.model, named: plan.model, classes: job.classes)
    self.picture = picture
    self.paths = PathTracks(job.model.shape, picture, bounds: job.model.bounds)
    // Where samples step apart, no step has one length.
    stability =
      job.reading.stepping == .apart ? nil : StabilityWatch(job, named: plan.solver)
    ledger = LedgerPreview.make(plan, job)
    measured =
      obstacle == nil
      ? job.model.shape.count
        * KeptBudget.measuredSamples(
          batch: job.classes.count, shape: job.model.shape,
          levels: (outline.steps ?? SamplingJob.unforeseenSteps) + 1)
      : 0
    var gated = job
    gated.model = GatedModel(job.model, isCancelled: isCancelled)
    gated.companions.models = job.companions.models.mapValues {
      GatedModel($0, isCancelled: isCancelled)
    }
    gated.cast = job.cast.map { GatedModel($0, isCancelled: isCancelled) }
    sampler = Sampler(gated)
  }

  public mutating func next() throws -> RunRecord? {
    let before = sampler.state(first: StabilityWatch.samples * job.model.shape.count)
    let asking = attention.map { sampler.state(first: $0.width) }
    guard let record = levels.isEmpty ? try sampler.startRecord() : try sampler.next() else {
      return nil
    }
    if let asking, let level = levels.last { asked = (asking, level) }
    stepStability = levels.last.flatMap {
      stability?.look(at: before, from: $0, to: record.level, step: record.step)
    }
    let details = (stepStability?.details ?? []) + (levels.isEmpty ? startDetails : [])
    levels.append(record.level)
    states.append(sampler.state(first: measured))
    paths.append(sampler.state(first: paths.kept), at: record.level)
    return RunRecord(
      record, warnings: stepStability?.warnings ?? [], details: details)
  }

  /// What there is to tell of the start.
  private var startDetails: [RunDetail] {
    guard case .given(let map) = job.startSource else { return [] }
    return [
      RunDetail(
        heading: "start \(plan.start.name)",
        rows: map.facts.map { RunDetail.Row(name: $0.name, value: $0.value) })
    ]
  }

  /// The data prediction of the last step, the state, the ways there, where the step stood in the
  /// region of the solver, what each cause contributes to the error of the end, and what frames
  /// attend to.
  public func previews(most: Int) -> [Preview?] {
    guard let level = levels.last else { return outline.previews.map { _ in nil } }
    let width = job.model.shape.count
    let count = min(most, job.classes.count) * width
    return [
      sampler.data(first: count).map {
        picture.preview($0, at: NoiseLevel(t: 0, alpha: 1, sigma: 0))
      },
      picture.preview(sampler.state(first: count), at: level),
      paths.preview,
      stability.map { _ in
        stepStability?.preview ?? StabilityWatch.nothing("Shown from the first step on.")
      },
      ledger,
    ] + (attention.map { [shownAttention($0)] } ?? [])
  }

  private func shownAttention(_ attention: AttentionWatch) -> Preview? {
    asked.map { attention.preview($0.state, at: $0.level) }
  }

  public func late() -> [LateStatistic] {
    [
      LateStatistic(
        pathErrorName, title: "error to the exact path", doing: "solving the exact path",
        previews: { [pathMeasure, paths, states, levels, isCancelled] in
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

  public func scores() throws -> [Score] {
    try endMetrics(
      sampler.state, of: job.model, classes: job.classes, seed: plan.seed, judge: judge(),
      with: job.kernels, isCancelled: isCancelled)
  }

  /// The samples.
  public func products() -> [Product] {
    [
      Product(
        "samples", shape: [job.classes.count] + job.model.shape.dimensions, sampler.state)
    ]
  }
}
