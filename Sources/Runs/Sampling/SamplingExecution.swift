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
    let kept = Snapshot.samplesKept(
      batch: job.classes.count, width: model.shape.count, levels: costs.count + 1)
    let translation = SamplingTranslation(plan: plan, shape: model.shape, classes: job.classes)
    tell(
      .started(
        translation.start(
          classNames: model.classNames, grid: job.grid, evaluationsPerStep: costs,
          pathObstacle: ExactPath.obstacle(job))))
    guard let samples = try walk(translation, kept: kept * model.shape.count) else { return }
    tell(
      .metrics(
        endMetrics(
          samples, of: model, classes: job.classes, seed: plan.seed, judge: judge(),
          with: job.kernels)))
  }

  /// - Returns: the final samples; `nil` when the run was cancelled.
  private func walk(_ translation: SamplingTranslation, kept: Int) throws -> [Double]? {
    let errors = PathErrors(plan: plan, job: job, gate: gate, cache: paths, tell: tell)
    var gated = job
    gated.model = GatedModel(model, gate: gate)
    var sampler = Sampler(gated)
    var snapshots: [Snapshot] = []
    func report(_ record: StepRecord) {
      let snapshot = Snapshot(
        state: sampler.state(first: kept), data: sampler.data(first: kept))
      snapshots.append(snapshot)
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
        errors.update(snapshots)
        gate.waitForChange()
        if !gate.isCancelled { tell(.resumed) }
      case .go:
        let began = monotonicSeconds()
        guard var record = try sampler.next() else {
          let samples = sampler.state
          tell(.finished)
          errors.update(snapshots)
          return samples
        }
        record.seconds = monotonicSeconds() - began
        if !gate.isCancelled { report(record) }
      }
    }
  }
}
