extension Rect {
  /// The row after the last one.
  public var end: Int { row + rows }

  /// One row of the rectangle, counted from its top; empty where there is none.
  public func line(_ index: Int) -> Rect {
    Rect(
      column: column, row: row + index, columns: columns, rows: index >= 0 && index < rows ? 1 : 0)
  }

  /// The uppermost `count` rows.
  public func top(_ count: Int) -> Rect {
    Rect(column: column, row: row, columns: columns, rows: min(max(0, count), rows))
  }

  /// All but the uppermost `count` rows.
  public func droppingTop(_ count: Int) -> Rect {
    let dropped = min(max(0, count), rows)
    return Rect(column: column, row: row + dropped, columns: columns, rows: rows - dropped)
  }

  /// The leftmost `count` columns.
  public func left(_ count: Int) -> Rect {
    Rect(column: column, row: row, columns: min(max(0, count), columns), rows: rows)
  }

  /// All but the leftmost `count` columns.
  public func droppingLeft(_ count: Int) -> Rect {
    let dropped = min(max(0, count), columns)
    return Rect(column: column + dropped, row: row, columns: columns - dropped, rows: rows)
  }

  /// The rectangle without `columns` on the left and right and `rows` above and below.
  public func inset(columns: Int, rows: Int) -> Rect {
    Rect(
      column: column + columns, row: row + rows, columns: self.columns - 2 * columns,
      rows: self.rows - 2 * rows)
  }

  /// A rectangle of at most the given size in the middle of this one.
  public func centered(columns: Int, rows: Int) -> Rect {
    let width = min(max(0, columns), self.columns)
    let height = min(max(0, rows), self.rows)
    return Rect(
      column: column + (self.columns - width) / 2, row: row + (self.rows - height) / 2,
      columns: width, rows: height)
  }
}
