import Tensors

/// Runs plans from the same noises and measures how far from the right end they come out.
public final class SearchBench {
  public let reference: SearchReference
  /// Evaluations of the model so far, by the reference of many steps, teachers and plans; an exact
  /// path is not counted.
  public private(set) var evaluations = 0

  let model: any Denoiser
  private let noise: NoiseSource
  private let kernels: Kernels
  private let isCancelled: @Sendable () -> Bool

  /// A bench with a reference that is known.
  /// - Parameter noise: as that of the reference.
  public init(
    _ reference: SearchReference, model: any Denoiser, noise: NoiseSource, with kernels: Kernels,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.reference = reference
    self.model = model
    self.noise = noise
    self.kernels = kernels
    self.isCancelled = isCancelled
    evaluations = reference.evaluations
  }

  /// A bench for a plan, from the noise of its seed.
  /// - Throws: as `ReferenceWalk` does.
  public convenience init(
    _ plan: Plan, model: any Denoiser, noise: NoiseSource? = nil, with kernels: Kernels,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let noise = noise ?? .seed(plan.seed)
    var walk = try ReferenceWalk(
      plan, model: model, noise: noise, with: kernels, shouldStop: isCancelled)
    while try walk.advance() {}
    self.init(
      walk.reference!, model: model, noise: noise, with: kernels, isCancelled: isCancelled)
    try checkCancelled()
  }

  /// Runs a plan to its end.
  /// - Returns: its error, infinite where it came upon NaN or infinity.
  /// - Throws: `CancellationError`, or what the plan throws that cannot run.
  public func trial(_ plan: Plan) throws -> SearchTrial { try run(plan).trial }

  /// Runs a plan to its end.
  /// - Returns: what came of it, and where it ended, row by row.
  /// - Throws: as `trial` does.
  func run(_ plan: Plan) throws -> (trial: SearchTrial, end: [Double]) {
    let job = try job(plan)
    var sampler = Sampler(job)
    var trial = SearchTrial(
      plan: plan, steps: job.grid.steps.count, evaluations: 0, error: .infinity)
    do {
      while let record = try sampler.next() {
        try checkCancelled()
        trial.evaluations = record.evaluations
      }
      trial.error = reference.error(of: sampler.state)
    } catch let failure as SamplingError {
      guard case .notFinite = failure else { throw failure }
    }
    evaluations += trial.evaluations
    return (trial, sampler.state)
  }

  /// What runs a plan.
  func job(_ plan: Plan) throws -> SamplingJob {
    try checkCancelled()
    var job = try plan.job(model: model, with: kernels)
    job.noise = noise
    return job
  }

  func checkCancelled() throws {
    if isCancelled() { throw CancellationError() }
  }

  /// A teacher has asked the model.
  func count(_ calls: Int) { evaluations += calls }
}

/// A plan that was run.
public struct SearchTrial: Hashable, Sendable {
  public let plan: Plan
  /// Of its grid.
  public let steps: Int
  public internal(set) var evaluations: Int
  /// Distance to the right end over the spread there.
  public internal(set) var error: Double
}
