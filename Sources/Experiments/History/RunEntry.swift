/// A run as it is kept: what was asked, how it ended, and what it told.
public struct RunEntry: Hashable, Sendable {
  public enum End: Hashable, Sendable {
    case finished
    /// Somebody ended it.
    case stopped
    /// Something went wrong: what, in one sentence.
    case failed(String)
  }

  /// A place in a sweep.
  public struct Cell: Hashable, Sendable {
    /// The sweep's own name among all sweeps.
    public let sweep: String
    public let index: Int

    public init(sweep: String, index: Int) {
      self.sweep = sweep
      self.index = index
    }
  }

  public let identity: RunIdentity
  /// When it ended: seconds since 1970.
  public var made: Double
  public let family: String
  /// The run line.
  public let line: String
  public var end: End
  /// Units of the budget.
  public var spent: Int
  /// The unit, as headings write it: `NFE`.
  public var unit: String
  /// Wall time of all steps.
  public var seconds: Double
  /// What the sentence says, by name: words and their knobs, defaults included.
  public let facts: [RunFact]
  public var records: KeptRecords
  public var scores: [KeptScore]
  /// What was made, as a small PNG file; empty where there is no picture of it.
  public var thumbnail: [UInt8] = []
  public var note = ""
  public var cell: Cell?

  public init(
    identity: RunIdentity, made: Double, family: String, line: String, end: End, spent: Int,
    unit: String, seconds: Double, facts: [RunFact], records: KeptRecords,
    scores: [KeptScore] = []
  ) {
    self.identity = identity
    self.made = made
    self.family = family
    self.line = line
    self.end = end
    self.spent = spent
    self.unit = unit
    self.seconds = seconds
    self.facts = facts
    self.records = records
    self.scores = scores
  }

  /// - Parameters:
  ///   - outline: of the run.
  ///   - records: what it told; too many are thinned.
  public init(
    _ sentence: Sentence, among families: Families, identity: RunIdentity, made: Double, end: End,
    outline: RunOutline, records: [RunRecord], scores: [Score] = []
  ) {
    self.init(
      identity: identity, made: made, family: sentence.family, line: families.runLine(sentence),
      end: end, spent: records.last?.spent ?? 0, unit: outline.budget.unit,
      seconds: records.reduce(0) { $0 + ($1.seconds ?? 0) },
      facts: families[sentence].facts(sentence), records: KeptRecords(outline, records),
      scores: scores.map(KeptScore.init))
  }
}

/// A score as it is kept.
public struct KeptScore: Hashable, Sendable {
  public let name: String
  public let unit: String
  public let better: Score.Better
  public let value, floor: Estimate

  public init(
    name: String, unit: String, better: Score.Better = .lower, value: Estimate, floor: Estimate
  ) {
    self.name = name
    self.unit = unit
    self.better = better
    self.value = value
    self.floor = floor
  }

  public init(_ score: Score) {
    self.init(
      name: score.statistic.name, unit: score.statistic.unit, better: score.better,
      value: score.value, floor: score.floor)
  }
}
