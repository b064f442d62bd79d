import ArgumentParser
import Experiments
import Files
import Glibc
import Networks
import Quickstep
import Runs
import Screen
import Tensors

/// A training run on the calling thread: progress on standard error, checkpoints and previews in
/// its folder.
struct HeadlessTraining {
  private let signals: HeldSignals
  private var session: TrainingSession
  private var progress: TrainingProgress

  /// - Throws: `TrainingError` where the folder holds another run, or none to go on from.
  init(
    _ setup: TrainingSetup, from start: TrainingSession.Start, _ signals: HeldSignals,
    _ kernels: Kernels
  ) throws {
    self.signals = signals
    session = try TrainingSession(setup, from: start, with: kernels)
    progress = TrainingProgress(setup.document.optimizer)
    progress.begin(session.history)
    let taken = session.trainer.taken
    StandardError.write(
      "\(setup.network.parameterCount) parameters, \(setup.document.optimizer.steps) steps of "
        + "\(setup.document.optimizer.batch) samples"
        + (taken > 0 ? ", from step \(taken)\n" : "\n"))
  }

  /// Takes the remaining steps.
  /// - Throws: `ExitCode` after a signal; `TrainingError` where numbers ran away, the last
  ///   checkpoint being kept.
  mutating func perform() throws {
    let output = session.trainer.setup.document.output
    while session.trainer.remaining > 0 {
      let record = try step()
      progress.show(record)
      if let signal = signals.next() {
        progress.finish()
        try session.save()
        StandardError.write("saved at step \(record.step); --resume goes on\n")
        throw ExitCode(128 + signal)
      }
      if record.step.isMultiple(of: output.save) { try session.save() }
      if record.step.isMultiple(of: output.preview) { try preview() }
    }
    progress.finish()
    try session.save()
    try preview()
    try StandardOutput.write("\(session.folder.path)\n")
  }

  private mutating func step() throws(TrainingError) -> TrainingRecord {
    do throws(TrainingError) {
      return try session.step()
    } catch {
      progress.finish()
      throw error
    }
  }

  private func preview() throws {
    let (shape, step) = (session.trainer.setup.data.shape, session.trainer.taken)
    let count =
      switch shape {
      case .picture: 40
      case .point: 2048
      }
    do {
      guard let samples = try session.samples(count) else { return }
      guard let picture = Preview(samples, of: shape).picture() else { return }
      try PNGFile.write(PixelPicture(picture), to: session.folder.preview(step: step))
    } catch let error as SamplingError {
      // Training goes on: an unfinished network may well not lead anywhere.
      StandardError.write("no preview at step \(step): \(error)\n")
    }
  }
}
