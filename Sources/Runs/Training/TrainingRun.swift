import Experiments
import Files
import Networks
import Quickstep

/// A training under way.
public struct TrainingRun: Experiment {
  public let outline: RunOutline
  /// What is trained.
  public let subject: RunSubject
  private var session: TrainingSession
  private let picture: SamplePicture
  private let isCancelled: @Sendable () -> Bool
  private var curve: TrainingCurve
  private var isStarted = false
  public let past: [RunRecord]

  /// Goes on from what was saved in the training's folder, or begins.
  /// - Parameter path: of the file that says what to train.
  /// - Throws: `FileError`, `DeclarationError` or `TrainingError` where the training cannot begin or
  ///   go on.
  init(path: String, with equipment: Equipment) throws {
    let document = try TrainingFile.read(expandingHome(path))
    let data = try ModelLibrary.trainingData(document.data.path, limit: document.data.limit)
    let setup = try TrainingSetup(document, data: data)
    try self.init(
      setup, try TrainingSession(setup, from: .asFound, with: equipment.kernels),
      isCancelled: equipment.isCancelled)
  }

  private init(
    _ setup: TrainingSetup, _ session: TrainingSession,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    self.session = session
    self.isCancelled = isCancelled
    let outline = RunOutline(setup)
    self.outline = outline
    curve = TrainingCurve(batch: setup.document.optimizer.batch, stride: outline.recordStride)
    subject = RunSubject(setup)
    picture = SamplePicture(
      shape: setup.data.shape, mixture: (setup.data as? MixtureData)?.mixture,
      named: Choice(setup.document.data.path), [])
    var past: [RunRecord] = []
    for record in session.history {
      curve.add(record)
      guard record.step.isMultiple(of: outline.recordStride), record.step < session.trainer.taken
      else { continue }
      past.append(curve.record)
    }
    self.past = past
  }

  public mutating func next() throws -> RunRecord? {
    guard isStarted else {
      isStarted = true
      return curve.record
    }
    guard session.trainer.remaining > 0 else { return nil }
    curve.add(try session.step())
    return curve.record
  }

  /// `nil` where the network makes no samples, or none yet.
  public func previews(most: Int) -> [Preview?] {
    let wanted =
      switch session.trainer.setup.data.shape {
      case .picture: 40
      case .point: 1024
      }
    let samples = try? session.samples(min(most, wanted)) {
      GatedModel($0, isCancelled: isCancelled)
    }
    return [samples.map { picture.preview($0, at: NoiseLevel(t: 0, alpha: 1, sigma: 0)) }]
  }

  public mutating func save(_ occasion: SaveOccasion) throws -> String? {
    let stride = session.trainer.setup.document.output.save
    guard occasion == .end || session.trainer.taken.isMultiple(of: stride) else { return nil }
    return try session.save() ? session.folder.path : nil
  }
}
