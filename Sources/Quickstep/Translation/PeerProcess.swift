/// What a peer's sampler says of the networks that it samples from: the path they were trained on,
/// what they give, and what they are told as the time.
public struct PeerProcess: Sendable {
  /// How a network is told its noise level.
  public enum Time: Hashable, Sendable {
    /// A multiple of the level's t.
    case steps(scale: Double)
    /// A multiple of log sigma/alpha (Karras et al. 2022, table 1, c_noise, has a quarter).
    case logSigma(scale: Double)

    public static let quarterLogSigma = logSigma(scale: 0.25)
  }

  public var schedule: any Schedule
  public var prediction: Prediction
  public var time: Time
  public var preconditioning: Preconditioning

  public init(
    schedule: any Schedule, prediction: Prediction, time: Time = .steps(scale: 1),
    preconditioning: Preconditioning = .none
  ) {
    self.schedule = schedule
    self.prediction = prediction
    self.time = time
    self.preconditioning = preconditioning
  }
}
