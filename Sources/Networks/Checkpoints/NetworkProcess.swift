import Files
import Glibc
import Quickstep

/// What sampling must know of how a network was trained: on which path, what it was told as the
/// time, and what it predicts.
public struct NetworkProcess: Sendable {
  public var schedule: any Schedule
  /// What the network itself gives.
  public var output: Prediction
  public var preconditioning: NetworkDocument.Preconditioning
  public var sigmaData: Double
  public var time: PeerTraining.Time
  /// What a plan takes where nobody chose.
  public var defaults: PlanDefaults

  /// As `quickstep.toml` says.
  /// - Throws: `DeclarationError` for a schedule that cannot be made.
  public init(_ document: NetworkDocument) throws(DeclarationError) {
    schedule = try schedules.make(document.schedule)
    output = document.prediction
    preconditioning = document.preconditioning
    sigmaData = document.sigmaData
    time = document.time == .schedule ? .steps(scale: document.timeScale) : .quarterLogSigma
    var words: [PlanKey: String] = [.schedule: schedules.text(document.schedule)]
    words.merge(document.defaults.words) { $1 }
    defaults = PlanDefaults(words)
  }

  /// As a peer's run takes it: its schedule and its prediction.
  public init(_ translation: Translation) {
    self.init(
      translation.training
        ?? PeerTraining(
          schedule: translation.schedule, time: .steps(scale: 1), words: PlanDefaults()),
      output: translation.prediction)
  }

  init(_ training: PeerTraining, output: Prediction) {
    schedule = training.schedule
    self.output = output
    preconditioning = .none
    sigmaData = 1
    time = training.time
    defaults = training.words
  }
}

extension NetworkProcess {
  /// What the model predicts, after preconditioning.
  public var prediction: Prediction { preconditioning == .edm ? .data : output }

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
    guard preconditioning == .edm else {
      return Adapter(
        inputScale: toOwn, time: time, prediction: Conversion(state: 0, output: 1))
    }
    // c_skip = s² / (sigma² + s²), c_out = sigma s / sqrt(sigma² + s²), c_in = 1 / sqrt(sigma² + s²)
    // with sigma = sigma/alpha of the level and s that of the data (Karras et al. 2022, table 1).
    let sigma = level.rho, s = sigmaData
    let norm = hypot(sigma, s)
    return Adapter(
      inputScale: 1 / (norm * level.alpha), time: time,
      prediction: Conversion(state: s * s / (norm * norm * level.alpha), output: sigma * s / norm))
  }

  /// What the network is told at a level of its own path; the ends of the path stand for what lies
  /// beyond them.
  private func time(at level: NoiseLevel) -> Double {
    let range = schedule.range
    switch time {
    case .steps(let scale):
      return scale * min(max(level.t, range.lowerBound), range.upperBound)
    case .quarterLogSigma:
      let low = schedule.level(t: range.lowerBound).rho
      return log(max(level.rho, low)) / 4
    }
  }
}
