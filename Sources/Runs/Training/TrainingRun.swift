import Experiments
import Networks
import Quickstep

/// A training under way.
public struct TrainingRun: Experiment {
  public let outline: RunOutline
  private var session: TrainingSession
  private let picture: SamplePicture
  private let isCancelled: @Sendable () -> Bool
  private var curve: TrainingCurve
  private var isStarted = false
  public let past: [RunRecord]

  /// Goes on from what the session has taken up.
  init(
    _ setup: TrainingSetup, _ session: TrainingSession, mostPreviews: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.session = session
    self.isCancelled = isCancelled
    var outline = RunOutline(setup.plan, shape: setup.data.shape, mostPreviews: mostPreviews)
    outline.bounds = setup.data.bounds
    self.outline = outline
    curve = TrainingCurve(
      batch: setup.plan.batch, stride: outline.recordStride, told: setup.plan.statistics.count)
    picture = SamplePicture(
      shape: setup.data.shape, mixture: (setup.data as? MixtureData)?.mixture,
      named: Choice(setup.plan.data.name), [])
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
    [samples(most).map { picture.preview($0, at: NoiseLevel(t: 0, alpha: 1, sigma: 0)) }]
  }

  private func samples(_ most: Int) -> [Double]? {
    let wanted =
      switch session.trainer.setup.data.shape {
      case .picture: 40
      case .point: 1024
      }
    return try? session.samples(min(most, wanted)) {
      GatedModel($0, isCancelled: isCancelled)
    }
  }

  /// What the network makes.
  public func products() -> [Product] {
    guard let samples = samples(.max) else { return [] }
    let shape = session.trainer.setup.data.shape
    return [
      Product("samples", shape: [samples.count / shape.count] + shape.dimensions, samples)
    ]
  }

  /// With the sentence that samples what was saved.
  public func finding() -> Finding? {
    guard let finding = session.finding() else { return nil }
    return Finding(
      finding.text, columns: finding.columns, rows: finding.rows, sentence: samplingSentence)
  }

  private var samplingSentence: Sentence? {
    guard let description = session.trainer.setup.description, description.role == .model,
      let defaults = try? NetworkProcess(description).defaults
    else { return nil }
    var plan = Plan(model: Choice(session.folder.path))
    guard (try? plan.adopt(defaults)) != nil else { return nil }
    return Sentence(family: SamplingFamily.declaration.name, settings: plan.settings)
  }

  public mutating func save(_ occasion: SaveOccasion) throws -> Saved? {
    let stride = session.trainer.setup.plan.save
    guard occasion == .end || session.trainer.taken.isMultiple(of: stride) else { return nil }
    return try session.save() ? .model(session.folder.path) : nil
  }
}
