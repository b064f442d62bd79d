/// What a run told of one of its steps.
public struct RunRecord: Sendable {
  /// 0 for the start.
  public let step: Int
  /// One for each of the outline's statistics; `nil` where this step has none.
  public private(set) var values: [Double?]
  /// Units of the budget spent so far.
  public let spent: Int
  /// Wall time since the record before; `nil` at the start.
  public let seconds: Double?
  /// More than fits in a table.
  public let details: [RunDetail]

  package init(
    step: Int, values: [Double?], spent: Int, seconds: Double?, details: [RunDetail] = []
  ) {
    self.step = step
    self.values = values
    self.spent = spent
    self.seconds = seconds
    self.details = details
  }

  /// Puts in a value that came later than the record.
  public mutating func amend(_ statistic: Int, _ value: Double?) { values[statistic] = value }
}

/// Named numbers under a heading.
public struct RunDetail: Sendable {
  public struct Row: Sendable {
    public let name: String
    public let value: Double
  }

  public let heading: String
  public let rows: [Row]
}
