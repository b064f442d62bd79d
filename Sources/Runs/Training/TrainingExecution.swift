import Files
import Networks
import Quickstep
import Tensors

/// Trains as a file says, tells what happens and saves, on the thread that calls it.
struct TrainingExecution {
  /// The file.
  let path: String
  let kernels: Kernels
  let gate: RunGate
  let tell: (RunEvent) -> Void

  /// Goes on from what was saved in the training's folder, or begins.
  /// - Throws: `FileError`, `DeclarationError` or `TrainingError` where the training cannot begin,
  ///   go on or be saved.
  func perform() throws {
    let document = try TrainingFile.read(expandingHome(path))
    let data = try ModelLibrary.trainingData(document.data.path, limit: document.data.limit)
    let setup = try TrainingSetup(document, data: data)
    let translation = TrainingTranslation(setup)
    var session = try TrainingSession(setup, from: .asFound, with: kernels)
    tell(.started(translation.start(.train(path))))
    var stretch = TrainingStretch()
    for record in session.history {
      stretch.add(record, seconds: nil)
      guard record.step.isMultiple(of: translation.recordStride),
        record.step < session.trainer.taken
      else { continue }
      tell(.step(translation.record(stretch), nil))
      stretch.next()
    }
    tell(.step(translation.record(stretch), preview(session, translation)))
    stretch.next()
    var pace = PreviewPace(stride: translation.previewStride, now: monotonicSeconds())
    try train(&session, translation, &stretch, &pace)
  }

  private func train(
    _ session: inout TrainingSession, _ translation: TrainingTranslation,
    _ stretch: inout TrainingStretch, _ pace: inout PreviewPace
  ) throws {
    while session.trainer.remaining > 0 {
      switch gate.takeStep() {
      case .stop:
        tellNewest(&stretch, translation)
        try save(&session)
        tell(.cancelled)
        return
      case .wait:
        tellNewest(&stretch, translation)
        tell(.paused)
        gate.waitForChange()
        if !gate.isCancelled { tell(.resumed) }
      case .go:
        try step(&session, translation, &stretch, &pace)
      }
    }
    try save(&session)
    tell(.finished)
  }

  private func step(
    _ session: inout TrainingSession, _ translation: TrainingTranslation,
    _ stretch: inout TrainingStretch, _ pace: inout PreviewPace
  ) throws {
    let began = monotonicSeconds()
    let record = try session.step()
    let stepped = monotonicSeconds()
    stretch.add(record, seconds: stepped - began)
    let isLast = session.trainer.remaining == 0
    let isShown = isLast || pace.isDue(step: record.step, now: stepped)
    let shown = isShown ? preview(session, translation) : nil
    if isShown { pace.shown(from: stepped, to: monotonicSeconds()) }
    if record.step.isMultiple(of: session.trainer.setup.document.output.save) {
      try save(&session)
    }
    stretch.spend(monotonicSeconds() - stepped)
    guard isShown || record.step.isMultiple(of: translation.recordStride) else { return }
    tell(.step(translation.record(stretch), shown))
    stretch.next()
  }

  /// Tells of steps that no record has told of yet.
  private func tellNewest(_ stretch: inout TrainingStretch, _ translation: TrainingTranslation) {
    guard stretch.count > 0 else { return }
    tell(.step(translation.record(stretch), nil))
    stretch.next()
  }

  private func save(_ session: inout TrainingSession) throws {
    guard try session.save() else { return }
    tell(.saved(model: session.folder.path, step: session.trainer.taken))
  }

  /// - Returns: `nil` where the network makes no samples, or none yet.
  private func preview(
    _ session: TrainingSession, _ translation: TrainingTranslation
  ) -> RunPreview? {
    let samples = try? session.samples(translation.previewSamples) {
      GatedModel($0, gate: gate)
    }
    return gate.isCancelled ? nil : translation.preview(samples)
  }
}
