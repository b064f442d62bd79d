/// A number that was drawn several times.
public struct Estimate: Hashable, Sendable {
  public let mean: Double
  /// The standard deviation of one draw.
  public let spread: Double

  public init(mean: Double, spread: Double) {
    self.mean = mean
    self.spread = spread
  }

  /// - Parameter draws: at least one.
  public init(_ draws: [Double]) {
    let mean = draws.reduce(0, +) / Double(draws.count)
    let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(mean: mean, spread: (squares / Double(max(1, draws.count - 1))).squareRoot())
  }

  /// The mean of independent draws, and how far such a mean spreads.
  /// - Parameter draws: at least one.
  public init(meanOf draws: [Double]) {
    let one = Estimate(draws)
    self.init(mean: one.mean, spread: one.spread / Double(draws.count).squareRoot())
  }
}

/// A measure of a finished run, beside what the true answer scores.
public struct Score: Sendable {
  /// Which values are the better ones.
  public enum Better: String, CaseIterable, Sendable {
    case lower, higher
    /// Those near the floor.
    case nearer
  }

  public let statistic: Statistic
  public let better: Better
  /// How many samples were measured, and how many it takes to rank runs.
  public let samples, samplesNeeded: Int
  public let value: Estimate
  /// What as many fresh true samples score.
  public let floor: Estimate

  public init(
    _ statistic: Statistic, better: Better, samples: Int, samplesNeeded: Int, value: Estimate,
    floor: Estimate
  ) {
    self.statistic = statistic
    self.better = better
    self.samples = samples
    self.samplesNeeded = samplesNeeded
    self.value = value
    self.floor = floor
  }
}

/// What has to be known to read scores.
public enum ScoreNote: Hashable, Sendable {
  /// With so few samples scores differ by chance; `needed` of them tell 5 % apart.
  case tooFewSamples(Int, needed: Int)
  /// At least one score is better than that of true samples.
  case aheadOfFloor

  /// What there is to know of some scores.
  public static func all(of scores: [Score]) -> [ScoreNote] {
    var notes: [ScoreNote] = []
    if let short = scores.filter({ $0.samples < $0.samplesNeeded }).min(by: {
      $0.samples < $1.samples
    }) {
      notes.append(.tooFewSamples(short.samples, needed: short.samplesNeeded))
    }
    let isAhead = scores.contains { score in
      switch score.better {
      case .lower: score.value.mean < score.floor.mean
      case .higher: score.value.mean > score.floor.mean
      case .nearer: false
      }
    }
    if isAhead { notes.append(.aheadOfFloor) }
    return notes
  }
}
