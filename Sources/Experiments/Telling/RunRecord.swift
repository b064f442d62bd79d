/// What a run told of one of its steps.
public struct RunRecord: Sendable {
  /// 0 for the start.
  public let step: Int
  /// One for each of the outline's statistics; `nil` where this step has none. Those of time are
  /// filled in by whoever walks the run.
  public private(set) var values: [Double?]
  /// Units of the budget spent so far.
  public let spent: Int
  /// Wall time since the record before, pauses left out; `nil` where nobody watched.
  public var seconds: Double?
  /// What the step did, where it is a sum.
  public let equation: RunEquation?
  /// What somebody who looks on should know: that the step is longer than its method bears.
  public let warnings: [String]
  /// More than fits in a table.
  public let details: [RunDetail]

  public init(
    step: Int, values: [Double?], spent: Int, seconds: Double? = nil,
    equation: RunEquation? = nil, warnings: [String] = [], details: [RunDetail] = []
  ) {
    self.step = step
    self.values = values
    self.spent = spent
    self.seconds = seconds
    self.equation = equation
    self.warnings = warnings
    self.details = details
  }

  /// Puts in a value that came later than the record.
  public mutating func amend(_ statistic: Int, _ value: Double?) { values[statistic] = value }
}

/// Named numbers under a heading, in one column or several.
public struct RunDetail: Sendable {
  public struct Row: Sendable {
    public let name: String
    /// One a column; `nil` where there is none.
    public let values: [Double?]

    public init(name: String, values: [Double?]) {
      self.name = name
      self.values = values
    }

    public init(name: String, value: Double) { self.init(name: name, values: [value]) }
  }

  public let heading: String
  /// What each column is of; empty where there is one that needs no name.
  public let columns: [String]
  public let rows: [Row]

  public init(heading: String, columns: [String] = [], rows: [Row]) {
    self.heading = heading
    self.columns = columns
    self.rows = rows
  }
}
