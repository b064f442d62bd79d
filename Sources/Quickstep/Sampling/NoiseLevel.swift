import Glibc

/// How much of a state is data and how much is noise: x = alpha x0 + sigma eps.
///
/// Variance preserving levels have alpha² + sigma² = 1, variance exploding ones alpha = 1, and
/// rectified flow alpha = 1 - sigma. Solvers read alpha, sigma and lambda only, so that a run may
/// live in any of these coordinates.
public struct NoiseLevel: Hashable, Sendable {
  /// The schedule's own parameter, decreasing while sampling.
  public var t: Double
  public var alpha: Double
  public var sigma: Double

  public init(t: Double, alpha: Double, sigma: Double) {
    self.t = t
    self.alpha = alpha
    self.sigma = sigma
  }

  /// A variance exploding level: alpha = 1, t = sigma.
  public init(sigma: Double) { self.init(t: sigma, alpha: 1, sigma: sigma) }

  /// Nothing of the data, at unit scale.
  static let pureNoise = NoiseLevel(t: 1, alpha: 0, sigma: 1)

  /// Half the log signal-to-noise ratio, log(alpha / sigma): infinite where sigma is 0.
  public var lambda: Double { log(alpha) - log(sigma) }

  /// sigma / alpha, the noise level of variance exploding coordinates.
  public var rho: Double { sigma / alpha }

  /// The time of the straight path from data to noise, 0 … 1: the same for a state however it is
  /// scaled, and finite at both ends.
  package var straightTime: Double { sigma / (alpha + sigma) }

  /// Whether a state can be at it: a place on a path, from no noise to pure noise.
  var isUsable: Bool {
    t.isFinite && alpha.isFinite && sigma.isFinite && alpha >= 0 && sigma >= 0 && alpha + sigma > 0
  }
}

/// One step of a run.
public struct Step: Hashable, Sendable {
  public var from: NoiseLevel
  public var to: NoiseLevel
  /// Whom the step asks: 0 for the job's model, 1 and more for its cast.
  public var model = 0
  /// The level that the model is told of a state at `from`, which it takes for one there; nil for
  /// `from` itself.
  public var told: NoiseLevel?

  public init(from: NoiseLevel, to: NoiseLevel) {
    self.from = from
    self.to = to
  }
}

/// The noise levels of a run, highest noise first.
public struct Grid: Hashable, Sendable {
  public var steps: [Step]

  /// N + 1 levels make N steps.
  public init(levels: [NoiseLevel]) {
    steps = zip(levels, levels.dropFirst()).map { Step(from: $0, to: $1) }
  }

  /// Steps whose ends need not meet: some published samplers move to one level and then read the
  /// state as being at another.
  public init(steps: [Step]) { self.steps = steps }

  /// The level that each step starts from, and the last one's end.
  public var levels: [NoiseLevel] { steps.map(\.from) + (steps.last.map { [$0.to] } ?? []) }
}
