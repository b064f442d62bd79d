import Experiments
import Quickstep

/// A plan of diffusion or flow sampling under way.
public struct SamplingRun: Experiment {
  public let outline: RunOutline
  private let plan: Plan
  private let job: SamplingJob
  private let judge: @Sendable () -> ImageJudge?
  private let truths: KnownTruths
  private let isCancelled: @Sendable () -> Bool
  private let picture: SamplePicture
  private var sampler: Sampler
  /// Of the last record; nil before the first.
  private var level: NoiseLevel?
  /// Nil where nobody looks on.
  private var onlooker: SamplingOnlooker?

  /// - Parameters:
  ///   - legs: the plans of the job's.
  ///   - paths: exact paths that are known.
  ///   - truths: true samples that are known.
  ///   - judge: what knows the classes of pictures, where something does.
  /// - Throws: `MemoryError`.
  init(
    _ plan: Plan, after legs: [Leg<Plan>], _ job: SamplingJob, paths: PathCache,
    truths: KnownTruths, judge: @escaping @Sendable () -> ImageJudge?,
    with equipment: Equipment
  ) throws(MemoryError) {
    try job.checkMemory()
    let isCancelled = equipment.isCancelled
    self.plan = plan
    self.judge = judge
    self.truths = truths
    self.isCancelled = isCancelled
    let foresight = job.foresight()
    var outline = RunOutline(
      plan, after: legs, job.wholeGrid, foresight, pathObstacle: foresight.pathObstacle)
    outline.bounds = job.model.bounds
    let attention = AttentionWatch(plan, job)
    if attention != nil { outline.previews.append(AttentionWatch.kind) }
    self.outline = outline
    let picture = SamplePicture(of: job.model, named: plan.model, classes: job.classes)
    self.picture = picture
    sampler = Sampler(job.gated(by: isCancelled))
    // Only the run itself is what others share.
    var own = job
    own.sharing = nil
    self.job = own
    onlooker =
      equipment.audience == .end
      ? nil : SamplingOnlooker(plan, after: legs, own, foresight, picture, attention, paths: paths)
  }

  public mutating func next() throws -> RunRecord? {
    let before = onlooker.map { sampler.state(first: $0.width) }
    guard let record = level == nil ? try sampler.startRecord() : try sampler.next() else {
      return nil
    }
    level = record.level
    guard let before, let told = onlooker?.look(record, from: before, sampler) else {
      return RunRecord(record)
    }
    return RunRecord(record, warnings: told.warnings, details: told.details)
  }

  /// The data prediction of the last step and the state, and what somebody who looks on is shown.
  public func previews(most: Int) -> [Preview?] {
    guard let level else { return outline.previews.map { _ in nil } }
    let width = job.model.shape.count
    let count = min(most, job.classes.count) * width
    let plain = [
      sampler.data(first: count).map {
        picture.preview($0, at: NoiseLevel(t: 0, alpha: 1, sigma: 0))
      },
      picture.preview(sampler.state(first: count), at: level),
    ]
    return plain
      + (onlooker?.previews ?? outline.previews.dropFirst(plain.count).map { _ in nil })
  }

  public func late() -> [LateStatistic] { onlooker?.late(isCancelled) ?? [] }

  public func scores(_ names: Set<String>?) throws -> [Score] {
    try endMetrics(
      sampler.state, of: job.model, classes: job.classes, seed: plan.seed, judge: judge(),
      only: names, truths: truths, with: job.kernels, isCancelled: isCancelled)
  }

  /// The samples.
  public func products() -> [Product] {
    [
      Product(
        "samples", shape: [job.classes.count] + job.model.shape.dimensions, sampler.state)
    ]
  }
}

extension SamplingJob {
  /// With models that stop computing once the run is cancelled.
  fileprivate func gated(by isCancelled: @escaping @Sendable () -> Bool) -> SamplingJob {
    var gated = self
    gated.model = GatedModel(model, isCancelled: isCancelled)
    gated.companions.models = companions.models.mapValues {
      GatedModel($0, isCancelled: isCancelled)
    }
    gated.cast = cast.map { GatedModel($0, isCancelled: isCancelled) }
    gated.changeLegs { $0.gated(by: isCancelled) }
    return gated
  }
}
