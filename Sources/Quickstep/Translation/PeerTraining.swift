/// What a peer's sampler says of the networks that it samples from: the path they were trained on,
/// what they are told as the time, and the plan that comes nearest to the sampler.
public struct PeerTraining: Sendable {
  /// How a network is told its noise level.
  public enum Time: Hashable, Sendable {
    /// A multiple of the level's t.
    case steps(scale: Double)
    /// log sigma/alpha over 4 (Karras et al. 2022, table 1, c_noise).
    case quarterLogSigma
  }

  public var schedule: any Schedule
  public var time: Time
  public var words: PlanDefaults

  public init(schedule: any Schedule, time: Time, words: PlanDefaults) {
    self.schedule = schedule
    self.time = time
    self.words = words
  }
}

/// What a plan takes where nobody chose: words of the grammar by key.
public struct PlanDefaults: Hashable, Sendable {
  public var words: [PlanKey: String]

  public init(_ words: [PlanKey: String] = [:]) { self.words = words }

  /// The keys that a model may have defaults for.
  public static let keys: [PlanKey] = [
    .schedule, .grid, .solver, .guidance, .clip, .classes, .steps,
  ]
}

extension Plan {
  /// Takes the defaults of its model, but for the keys that somebody chose.
  /// - Throws: `DeclarationError` for a word that is not in the grammar.
  public mutating func adopt(
    _ defaults: PlanDefaults, except chosen: Set<PlanKey> = []
  ) throws(DeclarationError) {
    for key in PlanDefaults.keys where !chosen.contains(key) {
      if let word = defaults.words[key] { try set(key, word) }
    }
  }
}
