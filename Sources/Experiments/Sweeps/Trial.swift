/// One run of a cell.
public struct Trial: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    /// By name of the measure.
    case measured([String: Measured])
    /// Why it came to no end, in a sentence.
    case failed(String)
  }

  /// What one run scores.
  public struct Measured: Hashable, Sendable {
    public let value: Estimate
    /// What as many fresh true samples score; `nil` where nothing says that.
    public let floor: Estimate?
    public let better: Score.Better

    public init(value: Estimate, floor: Estimate?, better: Score.Better) {
      self.value = value
      self.floor = floor
      self.better = better
    }
  }

  public let cell: Int
  /// How many seeds after that of the sentence.
  public let seed: Int
  public let outcome: Outcome
  /// Units of the budget.
  public let spent: Int
  public let seconds: Double

  public init(cell: Int, seed: Int, _ outcome: Outcome, spent: Int, seconds: Double) {
    self.cell = cell
    self.seed = seed
    self.outcome = outcome
    self.spent = spent
    self.seconds = seconds
  }

  public var measured: [String: Measured]? {
    if case .measured(let measured) = outcome { measured } else { nil }
  }
}

/// What the runs of a cell score together.
public struct CellScore: Hashable, Sendable {
  /// Of the runs, in the order of their seeds.
  public let draws: [Double]
  /// How far the score of one run spreads: over the seeds, or over resamples of a single run.
  public let spread: Double
  public let floor: Estimate?
  public let better: Score.Better

  /// - Parameter measured: at least one.
  init(_ measured: [Trial.Measured]) {
    draws = measured.map(\.value.mean)
    spread =
      measured.count > 1 ? Estimate(draws).spread : measured[0].value.spread
    let floors = measured.compactMap(\.floor)
    floor =
      floors.isEmpty
      ? nil
      : Estimate(
        mean: Estimate(floors.map(\.mean)).mean,
        spread: (floors.reduce(0) { $0 + $1.spread * $1.spread } / Double(floors.count))
          .squareRoot())
    better = measured[0].better
  }

  public var mean: Double { Estimate(draws).mean }

  /// How far the mean spreads.
  public var error: Double { spread / Double(draws.count).squareRoot() }

  /// Lower is better.
  public var badness: Double { badness(mean) }

  func badness(_ value: Double) -> Double {
    switch better {
    case .lower: value
    case .higher: -value
    case .nearer: abs(value - (floor?.mean ?? 0))
    }
  }
}
