/// A number that runs tell: what it is called and how it is shown. Values are in its unit wherever
/// they are shown or written.
public struct Statistic: Hashable, Sendable {
  public enum Scale: Sendable { case linear, logarithmic }
  public enum Format: Hashable, Sendable {
    case count, significant
    /// 0 … 100.
    case percent
    /// The place of one of these in their list, counted from 0.
    case names([String])
  }

  /// As in tables on disk and on the command line.
  public let name: String
  /// As in the heading of a column.
  public let symbol: String
  public let unit: String
  public let summary: String
  public let format: Format
  public let scale: Scale

  public init(
    name: String, symbol: String, unit: String, summary: String, format: Format, scale: Scale
  ) {
    self.name = name
    self.symbol = symbol
    self.unit = unit
    self.summary = summary
    self.format = format
    self.scale = scale
  }

  /// Symbol and unit, as in the first column of a table.
  public var label: String { unit.isEmpty || unit == symbol ? symbol : "\(symbol), \(unit)" }
}
