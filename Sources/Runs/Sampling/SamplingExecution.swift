import Quickstep
import Tensors

/// Walks one plan from its start to its end and tells what happens, on the thread that calls it.
struct SamplingExecution {
  let plan: Plan
  let model: any Denoiser
  let job: SamplingJob
  let gate: RunGate
  let tell: @Sendable (RunEvent) -> Void
  let paths: PathCache
  /// What knows the classes of pictures, where something does.
  let judge: () -> ImageJudge?

  /// Samples, and measures the end.
  /// - Throws: `MemoryError` before the start; `SamplingError` at the first step that cannot be used.
  func perform() throws {
    try job.checkMemory()
    let costs = job.evaluationsPerStep()
    let translation = SamplingTranslation(plan: plan, shape: model.shape, classes: job.classes)
    let start = translation.start(
      classNames: model.classNames, grid: job.grid, evaluationsPerStep: costs,
      pathObstacle: ExactPath.obstacle(job), bounds: model.bounds)
    tell(.started(start))
    guard let samples = try walk(translation, Kept(job, start)) else { return }
    do {
      tell(
        .metrics(
          try endMetrics(
            samples, of: model, classes: job.classes, seed: plan.seed, judge: judge(),
            with: job.kernels, isCancelled: { gate.isCancelled })))
    } catch {
      tell(.unmeasurable(statistic: qualityName, reason: "\(error)"))
    }
  }

  /// How many numbers of each batch are kept.
  private struct Kept {
    /// For previews.
    let shown: Int
    /// To be measured against the exact path; none where there is no path.
    let measured: Int

    init(_ job: SamplingJob, _ start: RunStart) {
      let batch = job.classes.count, shape = start.shape, levels = job.grid.steps.count + 1
      let samples = KeptBudget.previewedSamples(
        batch: batch, shape: shape, kinds: start.outline.previews.count, previews: levels)
      shown = samples * shape.count
      measured =
        ExactPath.obstacle(job) == nil
        ? shape.count * KeptBudget.measuredSamples(batch: batch, shape: shape, levels: levels) : 0
    }
  }

  /// - Returns: the final samples; `nil` when the run was cancelled.
  private func walk(_ translation: SamplingTranslation, _ kept: Kept) throws -> [Double]? {
    let errors = PathErrors(plan: plan, job: job, gate: gate, cache: paths, tell: tell)
    var gated = job
    gated.model = GatedModel(model, gate: gate)
    var sampler = Sampler(gated)
    var states: [[Double]] = []
    func report(_ record: StepRecord) {
      states.append(sampler.state(first: kept.measured))
      let snapshot = Snapshot(
        state: sampler.state(first: kept.shown), data: sampler.data(first: kept.shown))
      tell(.step(translation.record(record), translation.preview(snapshot, at: record.level)))
    }
    report(try sampler.startRecord())
    while true {
      switch gate.takeStep() {
      case .stop:
        tell(.cancelled)
        return nil
      case .wait:
        tell(.paused)
        errors.update(states)
        gate.waitForChange()
        if !gate.isCancelled { tell(.resumed) }
      case .go:
        let began = monotonicSeconds()
        guard var record = try sampler.next() else {
          let samples = sampler.state
          tell(.finished)
          errors.update(states)
          return samples
        }
        record.seconds = monotonicSeconds() - began
        if !gate.isCancelled { report(record) }
      }
    }
  }
}
