import ArgumentParser
import Files
import Glibc
import Networks
import Quickstep
import Runs
import Tensors

/// A training run on the calling thread: progress on standard error, checkpoints and previews in
/// its folder.
struct HeadlessTraining {
  /// What a run begins from.
  enum Start { case nothing, saved }

  private let folder: TrainingFolder
  private let signals: HeldSignals
  private let kernels: Kernels
  private var trainer: Trainer
  private var history: [TrainingRecord] = []
  private var savedStep = 0
  private var progress: TrainingProgress

  init(_ setup: TrainingSetup, _ signals: HeldSignals, _ kernels: Kernels) throws {
    folder = TrainingFolder(setup.document.output.folder)
    self.signals = signals
    self.kernels = kernels
    trainer = Trainer(setup, with: kernels)
    progress = TrainingProgress(setup.document.optimizer)
  }

  /// - Throws: `TrainingError` where the folder holds another run, or none to go on from.
  mutating func begin(_ start: Start) throws {
    switch start {
    case .nothing:
      let step = try folder.savedStep()
      guard step == 0 else { throw TrainingError.alreadyThere(folder: folder.path, step: step) }
      try folder.create()
    case .saved:
      history = try folder.resume(&trainer)
      savedStep = trainer.taken
    }
    progress.begin(history)
    let setup = trainer.setup
    StandardError.write(
      "\(setup.network.parameterCount) parameters, \(setup.document.optimizer.steps) steps of "
        + "\(setup.document.optimizer.batch) samples"
        + (trainer.taken > 0 ? ", from step \(trainer.taken)\n" : "\n"))
  }

  /// Takes the remaining steps.
  /// - Throws: `ExitCode` after a signal; `TrainingError` where numbers ran away, the last
  ///   checkpoint being kept.
  mutating func perform() throws {
    let output = trainer.setup.document.output
    while trainer.remaining > 0 {
      let record = try step()
      history.append(record)
      progress.show(record)
      if let signal = signals.next() {
        progress.finish()
        try save()
        StandardError.write("saved at step \(record.step); --resume goes on\n")
        throw ExitCode(128 + signal)
      }
      if record.step.isMultiple(of: output.save) { try save() }
      if record.step.isMultiple(of: output.preview) { try preview() }
    }
    progress.finish()
    if savedStep < trainer.taken { try save() }
    try preview()
    try StandardOutput.write("\(folder.path)\n")
  }

  /// Writes the network that was saved, in half precision.
  func export(to target: String) throws {
    var trainer = trainer
    _ = try folder.resume(&trainer)
    try folder.writeNetwork(trainer, to: target, precision: .float16)
  }

  private mutating func step() throws -> TrainingRecord {
    do throws(TrainingError) {
      return try trainer.step()
    } catch {
      progress.finish()
      guard case .notFinite(let quantity, let step, _) = error else { throw error }
      throw TrainingError.notFinite(quantity: quantity, step: step, saved: savedStep)
    }
  }

  private mutating func save() throws {
    try folder.save(trainer, history: history)
    savedStep = trainer.taken
  }

  private func preview() throws {
    guard let model = try trainer.model() else { return }
    let samples =
      switch model.shape {
      case .picture: 40
      case .point: 2048
      }
    var sampler = Sampler(
      try trainer.previewPlan(samples: samples).job(model: model, with: kernels))
    do throws(SamplingError) {
      while try sampler.next() != nil {}
    } catch {
      // Training goes on: an unfinished network may well not lead anywhere.
      StandardError.write("no preview at step \(trainer.taken): \(error)\n")
      return
    }
    try PNGFile.write(
      SamplePreview(sampler.state, of: model).picture(), to: folder.preview(step: trainer.taken))
  }
}
