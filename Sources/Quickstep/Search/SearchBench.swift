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
  private let journal: SearchJournal?
  /// Stands in front of every run that the journal is told of.
  private let subject: String

  /// A bench with a reference that is known.
  /// - Parameters:
  ///   - noise: as that of the reference.
  ///   - journal: asked before a run, and told what came of it.
  ///   - subject: tells its runs from those of other benches with the same journal.
  public init(
    _ reference: SearchReference, model: any Denoiser, noise: NoiseSource, with kernels: Kernels,
    isCancelled: @escaping @Sendable () -> Bool = { false }, journal: SearchJournal? = nil,
    subject: String = ""
  ) {
    self.journal = journal
    self.subject = subject
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
  public func trial(_ plan: Plan) throws -> SearchTrial {
    let entry = try remembering(plan.runLine, suiting: { SearchTrial(plan, $0) != nil }) {
      try run(plan).trial.entry(endingAt: [])
    }
    return SearchTrial(plan, entry)!
  }

  /// Runs a plan to its end.
  /// - Returns: what came of it, and where it ended, row by row; `nil` where that is not finite.
  /// - Throws: as `trial` does.
  func end(_ plan: Plan) throws -> (trial: SearchTrial, end: [Double]?) {
    let size = reference.end.count
    let entry = try remembering(
      plan.runLine,
      suiting: { entry in
        let error = SearchTrial(plan, entry)?.error
        return error == .infinity || error != nil && entry.end.count == size
      }
    ) {
      let (trial, end) = try run(plan)
      return trial.entry(endingAt: end)
    }
    let trial = SearchTrial(plan, entry)!
    return (trial, trial.error.isFinite ? entry.end : nil)
  }

  /// What the journal knows of a run, or else what comes of it; either way its evaluations are counted.
  /// - Parameters:
  ///   - suits: whether what is known is of use.
  ///   - make: runs it, and counts its evaluations.
  func remembering(
    _ run: String, suiting suits: (SearchJournal.Entry) -> Bool,
    _ make: () throws -> SearchJournal.Entry
  ) throws -> SearchJournal.Entry {
    guard let journal else { return try make() }
    if let known = journal[subject + run], suits(known) {
      try checkCancelled()
      count(known.evaluations)
      return known
    }
    let made = try make()
    journal.add(subject + run, made)
    return made
  }

  private func run(_ plan: Plan) throws -> (trial: SearchTrial, end: [Double]) {
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

extension SearchTrial {
  /// As a journal has it; `nil` where that cannot be.
  fileprivate init?(_ plan: Plan, _ entry: SearchJournal.Entry) {
    guard entry.numbers.count == 2, let steps = Int(exactly: entry.numbers[0]), steps > 0,
      entry.numbers[1] >= 0
    else { return nil }
    self.init(
      plan: plan, steps: steps, evaluations: entry.evaluations, error: entry.numbers[1])
  }

  fileprivate func entry(endingAt end: [Double]) -> SearchJournal.Entry {
    SearchJournal.Entry(
      evaluations: evaluations, numbers: [Double(steps), error], end: error.isFinite ? end : [])
  }
}
