/// Named columns and rows of cells, to be written as CSV or JSON.
public struct Table: Equatable, Sendable {
  public struct Column: Equatable, Sendable {
    public var name: String
    /// Empty where there is none.
    public var unit: String

    public init(_ name: String, unit: String = "") {
      self.name = name
      self.unit = unit
    }
  }

  public enum Cell: Equatable, Sendable {
    case empty
    case number(Double)
    case integer(Int)
    case text(String)

    /// A number, or an empty cell.
    public init(_ value: Double?) { self = value.map(Cell.number) ?? .empty }
  }

  public let columns: [Column]
  public private(set) var rows: [[Cell]] = []

  public init(columns: [Column]) { self.columns = columns }

  /// - Parameter row: a cell for each column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count)
    rows.append(row)
  }

  /// With more columns at the right.
  /// - Parameter cells: as many rows as there are, a cell for each of the columns.
  public func adding(_ columns: [Column], _ cells: [[Cell]]) -> Table {
    precondition(cells.count == rows.count)
    var table = Table(columns: self.columns + columns)
    for (row, more) in zip(rows, cells) { table.append(row + more) }
    return table
  }
}
