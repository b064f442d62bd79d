extension Axis {
  /// Cells that the longest label takes.
  var labelWidth: Int { ticks.map { cellWidth($0.label) }.max() ?? 0 }

  /// Draws a vertical axis in the column left of `area`, and its labels left of that.
  func draw(beside area: Rect, of frame: inout Frame, look: Look) {
    let style = look.style(.plotAxis)
    let column = frame.drawAxis(beside: area, style)
    for tick in ticks {
      guard let place = place(of: tick.value) else { continue }
      let row = area.row + Int(((1 - place) * Double(area.rows - 1)).rounded())
      let label = Rect(
        column: column - 1 - labelWidth, row: row, columns: labelWidth, rows: 1)
      frame.write(tick.label, in: label, alignment: .right, style: style)
      frame[column, row] = Cell(Glyph.teeLeft.scalar, style)
    }
  }

  /// Draws a horizontal axis in the row below `area`, and its labels in the next.
  func draw(below area: Rect, of frame: inout Frame, look: Look) {
    let style = look.style(.plotAxis)
    let row = frame.drawAxis(below: area, style)
    var free = area.column - 1
    for tick in ticks {
      guard let place = place(of: tick.value) else { continue }
      let column = area.column + Int((place * Double(area.columns - 1)).rounded())
      let width = cellWidth(tick.label)
      let start = min(column - (width - 1) / 2, area.column + area.columns - width)
      guard start >= free else { continue }
      frame[column, row] = Cell(Glyph.teeDown.scalar, style)
      frame.write(tick.label, column: start, row: row + 1, style: style)
      free = start + width + 1
    }
  }
}

extension Frame {
  /// Draws the line of a vertical axis left of `area`.
  /// - Returns: its column.
  mutating func drawAxis(beside area: Rect, _ style: Style) -> Int {
    let column = area.column - 1
    fill(
      Rect(column: column, row: area.row, columns: 1, rows: area.rows),
      Cell(Glyph.vertical.scalar, style))
    return column
  }

  /// Draws the line of a horizontal axis, from its corner with the vertical one, below `area`.
  /// - Returns: its row.
  mutating func drawAxis(below area: Rect, _ style: Style) -> Int {
    let row = area.end
    self[area.column - 1, row] = Cell(Glyph.bottomLeft.scalar, style)
    fill(
      Rect(column: area.column, row: row, columns: area.columns, rows: 1),
      Cell(Glyph.horizontal.scalar, style))
    return row
  }
}
