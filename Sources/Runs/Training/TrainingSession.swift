import Experiments
import Files
import Networks
import Quickstep
import Tensors

/// A training in its folder: begun or taken up, stepped, sampled from and saved.
public struct TrainingSession {
  public enum Start: Sendable {
    /// Refuses a folder in which a training was saved.
    case nothing
    /// Refuses a folder in which none was.
    case saved
    /// Goes on where one was saved, and begins one where none was.
    case asFound
    /// Takes up what was saved to read it; nothing is written there.
    case reading
    /// Begins one whatever was saved; nothing is read or written.
    case anew
  }

  public private(set) var trainer: Trainer
  /// The records of all steps taken.
  public private(set) var history: [TrainingRecord] = []
  public let folder: TrainingFolder
  private var savedStep = 0
  private let kernels: Kernels

  /// Finds out before the first step what would end a training later.
  /// - Throws: `TrainingError` where the folder holds another training, or not what `start` needs;
  ///   `FileError` where it cannot be written; `MemoryError`.
  public init(
    _ setup: TrainingSetup, from start: Start, with kernels: Kernels,
    free: () -> Int? = { FreeMemory().bytes }
  ) throws {
    self.kernels = kernels
    folder = TrainingFolder(setup.plan.folder)
    let step = start == .anew ? 0 : try folder.savedStep()
    switch start {
    case .nothing where step > 0:
      throw TrainingError.alreadyThere(folder: folder.path, step: step)
    case .saved where step == 0, .reading where step == 0:
      throw TrainingError.nothingToResume(folder: folder.path)
    case .nothing, .saved, .asFound: try folder.prepare()
    case .reading, .anew: break
    }
    try Self.checkMemory(setup, kernels, free)
    trainer = Trainer(setup, with: kernels)
    if step > 0 {
      history = try folder.resume(&trainer)
      savedStep = trainer.taken
    }
  }

  private static func checkMemory(
    _ setup: TrainingSetup, _ kernels: Kernels, _ free: () -> Int?
  ) throws(MemoryError) {
    let batch = setup.plan.batch
    var need = MemoryNeed(fixed: setup.weightMemory)
    // The steps of an absurd network are not even counted.
    try need.check(batch: 1, free: free()) { .training(need: $0, free: $1, batch: $2) }
    let step = setup.stepMemory(with: kernels)
    need.fixed += step.fixed
    need.perSample = step.perSample
    try need.check(batch: batch, free: free()) { .training(need: $0, free: $1, batch: $2) }
  }

  /// Takes a step.
  /// - Throws: `TrainingError.notFinite`, which names the last checkpoint.
  public mutating func step() throws(TrainingError) -> TrainingRecord {
    do throws(TrainingError) {
      let record = try trainer.step()
      history.append(record)
      return record
    } catch {
      guard case .notFinite(let quantity, let step, _) = error else { throw error }
      throw .notFinite(quantity: quantity, step: step, saved: savedStep)
    }
  }

  /// What the training comes to so far, beside its loss; `nil` where there is nothing to say.
  public func finding() -> Finding? { trainer.finding() }

  /// Writes network and state, where steps were taken since they were written last.
  /// - Returns: whether anything was written.
  @discardableResult
  public mutating func save() throws(FileError) -> Bool {
    guard savedStep < trainer.taken else { return false }
    try folder.save(trainer, history: history)
    savedStep = trainer.taken
    return true
  }

  /// Writes the network alone into another folder, in half precision.
  public func export(to target: String) throws(FileError) {
    try folder.writeNetwork(trainer, to: target, precision: .float16)
  }

  /// Samples of the averaged network from noise that is always the same.
  /// - Parameter wrap: puts something between sampler and network.
  /// - Returns: rows of samples; `nil` for a network that does not make any.
  /// - Throws: `SamplingError` where an unfinished network leads nowhere.
  public func samples(
    _ count: Int, wrap: (any Denoiser) -> any Denoiser = { $0 }
  ) throws -> [Double]? {
    guard let model = try trainer.model() else { return nil }
    let plan = try trainer.previewPlan(samples: count)
    var sampler = Sampler(try plan.job(model: wrap(model), with: kernels))
    while try sampler.next() != nil {}
    return sampler.state
  }
}
