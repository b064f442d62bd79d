/// A size in terminal cells.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A rectangle of terminal cells; column 0, row 0 is the top left corner of the screen.
public struct Rect: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  public init(_ size: Size) { self.init(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  public var isEmpty: Bool { columns == 0 || rows == 0 }

  /// The rectangle without a border of one cell on each side.
  public var inner: Rect {
    Rect(column: column + 1, row: row + 1, columns: columns - 2, rows: rows - 2)
  }

  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column), top = max(row, other.row)
    let right = min(column + columns, other.column + other.columns)
    let bottom = min(row + rows, other.row + other.rows)
    return Rect(column: left, row: top, columns: right - left, rows: bottom - top)
  }
}
