import Files
import Glibc
import Quickstep

/// What sampling must know of how a network was trained: on which path, what it was told as the
/// time, and what it predicts.
public struct NetworkProcess: Sendable {
  public var schedule: any Schedule
  /// What the network itself gives.
  public var output: Prediction
  public var preconditioning: Preconditioning
  public var time: PeerProcess.Time
  /// What a plan takes where nobody chose.
  public var defaults: PlanDefaults
  /// The sampler that comes with the network; nil for none.
  public var sampler: CheckpointSampler?

  /// As `quickstep.toml` says.
  /// - Throws: `DeclarationError` for a schedule that cannot be made.
  public init(_ document: NetworkDocument) throws(DeclarationError) {
    schedule = try schedules.make(document.schedule)
    output = document.prediction
    preconditioning =
      switch document.preconditioning {
      case .none: .none
      case .edm: .edm(sigmaData: document.sigmaData, sign: 1)
      }
    time = document.time == .schedule ? .steps(scale: document.timeScale) : .quarterLogSigma
    var words: [String: String] = ["schedule": schedules.text(document.schedule)]
    words.merge(document.defaults.words) { $1 }
    defaults = PlanDefaults(words)
  }

  /// As the file of a peer's sampler says, which then decides schedule, grid, solver and clip.
  public init(_ process: PeerProcess, sampler: CheckpointSampler) {
    schedule = process.schedule
    output = process.prediction
    preconditioning = process.preconditioning
    time = process.time
    self.sampler = sampler
    let words = ["schedule", "grid", "solver", "clip"]
    defaults = PlanDefaults(
      Dictionary(uniqueKeysWithValues: words.map { ($0, Choice.checkpoint.name) }))
  }
}

extension NetworkProcess {
  /// What the model predicts, after preconditioning.
  public var prediction: Prediction { preconditioning.prediction(of: output) }

  /// How a state and a level reach the network, and how the prediction is made of its output.
  public struct Adapter: Hashable, Sendable {
    /// The network is given the state times this.
    public let inputScale: Double
    public let time: Double
    /// The prediction from the state and the network's output.
    public let prediction: Conversion
  }

  /// - Parameter time: what the network is told; nil for the time of the level on its own path.
  public func adapter(at level: NoiseLevel, time: Double? = nil) -> Adapter {
    let known = schedule.level(rho: level.rho)
    // Both numbers of a level scale alike; the larger one loses no digits.
    let toOwn =
      level.alpha >= level.sigma ? known.alpha / level.alpha : known.sigma / level.sigma
    let time = time ?? self.time(at: known)
    if let (scale, prediction) = preconditioning.adapter(at: level) {
      return Adapter(inputScale: scale, time: time, prediction: prediction)
    }
    return Adapter(inputScale: toOwn, time: time, prediction: Conversion(state: 0, output: 1))
  }

  /// What the network is told at a level of its own path; the ends of the path stand for what lies
  /// beyond them.
  private func time(at level: NoiseLevel) -> Double {
    let range = schedule.range
    switch time {
    case .steps(let scale):
      return scale * min(max(level.t, range.lowerBound), range.upperBound)
    case .logSigma(let scale):
      let low = schedule.level(t: range.lowerBound).rho
      return scale * log(max(level.rho, low))
    }
  }
}
