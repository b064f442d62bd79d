/// A number that was drawn several times.
public struct Estimate: Hashable, Sendable {
  public let mean: Double
  /// The standard deviation of one draw.
  public let spread: Double

  package init(mean: Double, spread: Double) {
    self.mean = mean
    self.spread = spread
  }

  /// - Parameter draws: at least one.
  init(_ draws: [Double]) {
    let mean = draws.reduce(0, +) / Double(draws.count)
    let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(mean: mean, spread: (squares / Double(max(1, draws.count - 1))).squareRoot())
  }
}

/// A metric of a batch, in the metric's unit.
public struct MetricResult: Sendable {
  public let metric: Metric
  /// How many samples were measured.
  public let samples: Int
  public let value: Estimate
  /// What as many fresh true samples score: no sampler does better but by chance.
  public let floor: Estimate

  package init(metric: Metric, samples: Int, value: Estimate, floor: Estimate) {
    self.metric = metric
    self.samples = samples
    self.value = value
    self.floor = floor
  }

  /// - Returns: `nil` for a metric that does not apply.
  init?(metric: Metric, samples: Int, _ scores: [Scores]) {
    guard !scores.isEmpty else { return nil }
    let halves = scores.compactMap(\.half)
    self.init(
      metric: metric, samples: samples,
      value: Estimate(
        mean: Estimate(scores.map(\.made)).mean,
        spread: Estimate(halves.isEmpty ? scores.map(\.made) : halves).spread),
      floor: Estimate(scores.map(\.fresh)))
  }
}

/// What has to be known to read scores.
public enum QualityNote: Hashable, Sendable {
  /// With so few samples scores differ by chance; `needed` of them tell 5 % apart.
  case tooFewSamples(Int, needed: Int)
  /// At least one score is better than that of true samples.
  case aheadOfFloor

  /// What there is to know of some results.
  public static func all(of results: [MetricResult]) -> [QualityNote] {
    var notes: [QualityNote] = []
    if let samples = results.map(\.samples).min(), samples < Metric.samplesNeeded {
      notes.append(.tooFewSamples(samples, needed: Metric.samplesNeeded))
    }
    let isAhead = results.contains { result in
      switch result.metric.better {
      case .lower: result.value.mean < result.floor.mean
      case .higher: result.value.mean > result.floor.mean
      }
    }
    if isAhead { notes.append(.aheadOfFloor) }
    return notes
  }
}
