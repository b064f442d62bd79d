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
    /// The state after these steps, counted from 0.
    case after([Int])
    /// Only the end.
    case final
  }

  /// When a peer draws noise.
  public enum Draws: Sendable {
    case everyStep
    /// The step of every draw.
    case at([Int])
    /// Whenever the solver needs some.
    case asNeeded
  }

  /// How closely numbers are met that differ by rounding alone.
  public static let rounding = 1e-10

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
  public var draws: Draws
  /// What the peer tells a network at a level.
  public var networkTime: @Sendable (NoiseLevel) -> Double
  /// How closely the peer's numbers can be met, relative to a state's size.
  public var precision = Self.rounding
  /// What people may not expect of the peer, in one sentence.
  public var note: String?
  public init(
    schedule: any Schedule, grid: Grid, solver: Choice, clip: Choice = Choice("none"),
    prediction: Prediction, startScale: Double, recording: Recording = .calls,
    draws: Draws = .everyStep,
    networkTime: @escaping @Sendable (NoiseLevel) -> Double = { $0.t }, note: String? = nil
  ) {
    self.schedule = schedule
    self.grid = grid
    self.solver = solver
    self.clip = clip
    self.prediction = prediction
    self.startScale = startScale
    self.recording = recording
    self.draws = draws
    self.networkTime = networkTime
    self.note = note
  }
}

extension Translation {
  /// The start and the noise that a peer drew after it, batch by batch in its order.
  public func noise(start: [Double], _ drawn: [[Double]]) -> NoiseSource {
    let steps: [Int]
    switch draws {
    case .everyStep: steps = Array(grid.steps.indices)
    case .at(let listed): steps = listed
    case .asNeeded: return .queued(start: start, drawn)
    }
    var batches = Array(repeating: [[Double]](), count: grid.steps.count)
    for (step, batch) in zip(steps, drawn) { batches[step].append(batch) }
    return .given(start: start, steps: batches)
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
