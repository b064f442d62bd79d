import Tensors

/// A peer's sampler in our own words: it takes the same path, quirks included.
public struct Translation: Sendable {
  /// What a peer keeps of a run, for comparing.
  public enum Recording: Sendable {
    /// The state after every call of the model: what the next call is given, at last the end.
    case calls
    /// The state after every step.
    case steps
    /// The state that every step starts from after it was corrected, and the end.
    case corrected
    /// Only the end.
    case final
  }

  public var schedule: any Schedule
  /// In the peer's own coordinates, so that states compare as they are.
  public var grid: Grid
  public var solver: Choice
  public var clip: Choice
  /// What the peer asks the model for; guidance acts on that.
  public var prediction: Prediction
  /// The standard deviation of the start.
  public var startScale: Double
  public var recording: Recording
  /// The steps at which the peer draws noise; nil where it does so at every step.
  public var drawingSteps: [Int]?
  /// What the peer tells a network at a level.
  public var networkTime: @Sendable (NoiseLevel) -> Double
  /// What people may not expect of the peer, in one sentence.
  public var note: String?
  public init(
    schedule: any Schedule, grid: Grid, solver: Choice, clip: Choice = Choice("none"),
    prediction: Prediction, startScale: Double, recording: Recording = .calls,
    drawingSteps: [Int]? = nil,
    networkTime: @escaping @Sendable (NoiseLevel) -> Double = { $0.t }, note: String? = nil
  ) {
    self.schedule = schedule
    self.grid = grid
    self.solver = solver
    self.clip = clip
    self.prediction = prediction
    self.startScale = startScale
    self.recording = recording
    self.drawingSteps = drawingSteps
    self.networkTime = networkTime
    self.note = note
  }
}

extension Translation {
  /// Noise in the order in which the peer drew it, as one batch per step.
  public func noisePerStep(_ drawn: [[Double]]) -> [[Double]] {
    guard let drawingSteps else { return drawn }
    var batches = Array(repeating: [Double](), count: grid.steps.count)
    for (step, batch) in zip(drawingSteps, drawn) { batches[step] = batch }
    return batches
  }

  /// The run that the translation describes.
  /// - Parameter classes: the class of every sample; its count is the batch.
  public func job(
    model: any Denoiser, classes: [Int32], guidance: Choice = Choice("none"), noise: NoiseSource,
    with kernels: Kernels
  ) throws(DeclarationError) -> SamplingJob {
    // Without guidance nothing depends on the kind of prediction, and converting costs digits.
    let isRecast = guidance.name != "none" && model.prediction != prediction
    return SamplingJob(
      model: isRecast ? Recast(model, as: prediction) : model,
      schedule: schedule, grid: grid, solver: try solvers.make(solver),
      guidance: try guidances.make(guidance), clip: try clips.make(clip), classes: classes,
      noise: noise, startScale: startScale, kernels: kernels)
  }
}
