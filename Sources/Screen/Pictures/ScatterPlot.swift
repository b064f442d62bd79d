/// A scatter plot with axes.
///
/// Ticks are round numbers inside the view; where there is no room for axes there is the picture
/// alone.
package struct ScatterPlot {
  private let scatter: Scatter
  private let surface: PictureSurface
  private let look: Look

  package init(scatter: Scatter, surface: PictureSurface, look: Look) {
    self.scatter = scatter
    self.surface = surface
    self.look = look
  }

  /// Cells that a label of the vertical axis may take.
  private static let labelWidth = 4
  /// The least picture that axes may stand beside, in cells.
  private static let least = Size(columns: 20, rows: 8)

  package func draw(in rect: Rect, of frame: inout Frame) {
    let area = Rect(
      column: rect.column + Self.labelWidth + 1, row: rect.row,
      columns: rect.columns - Self.labelWidth - 1, rows: rect.rows - 2)
    guard area.columns >= Self.least.columns, area.rows >= Self.least.rows else {
      return surface.draw(scatter, in: rect, of: &frame)
    }
    let view = scatter.filling(
      surface.resolution(of: area), pixelAspect: surface.pixelAspect
    ).view
    guard view.width.isFinite, view.height.isFinite, view.width > 0, view.height > 0 else {
      return surface.draw(scatter, in: rect, of: &frame)
    }
    var shown = scatter
    shown.view = view
    surface.draw(shown, in: area, of: &frame)
    drawVertical(view.y, beside: area, of: &frame)
    drawHorizontal(view.x, below: area, note: note(for: shown), of: &frame)
  }

  private func note(for scatter: Scatter) -> String {
    let outside = scatter.outside
    return outside == 0 ? "" : " \(outside) outside"
  }

  private func drawVertical(
    _ range: ClosedRange<Double>, beside area: Rect, of frame: inout Frame
  ) {
    let style = look.style(.plotAxis)
    let column = frame.drawAxis(beside: area, style)
    for tick in ticks(range, count: area.rows / 3) {
      let row = area.row + cell(range.upperBound - tick.value, of: range, cells: area.rows)
      let label = Rect(
        column: column - Self.labelWidth, row: row, columns: Self.labelWidth, rows: 1)
      frame.write(tick.label, in: label, alignment: .right, style: style)
      frame[column, row] = Cell(Glyph.teeLeft.scalar, style)
    }
  }

  private func drawHorizontal(
    _ range: ClosedRange<Double>, below area: Rect, note: String, of frame: inout Frame
  ) {
    let style = look.style(.plotAxis)
    let row = frame.drawAxis(below: area, style)
    let noteWidth = cellWidth(note)
    let end = area.column + area.columns - noteWidth
    frame.write(note, column: end, row: row + 1, style: look.style(.dim))
    for tick in ticks(range, count: area.columns / 7) {
      let column = area.column + cell(tick.value - range.lowerBound, of: range, cells: area.columns)
      frame[column, row] = Cell(Glyph.teeDown.scalar, style)
      let width = cellWidth(tick.label)
      let start = max(area.column, column - width / 2)
      if start + width <= end { frame.write(tick.label, column: start, row: row + 1, style: style) }
    }
  }

  /// The round numbers inside a range whose labels have room.
  private func ticks(_ range: ClosedRange<Double>, count: Int) -> [Axis.Tick] {
    Axis(from: range.lowerBound, to: range.upperBound, intervals: max(2, count)).ticks.filter {
      range.contains($0.value) && cellWidth($0.label) <= Self.labelWidth
    }
  }

  private func cell(
    _ distance: Double, of range: ClosedRange<Double>, cells: Int
  ) -> Int {
    min(cells - 1, Int(distance / (range.upperBound - range.lowerBound) * Double(cells)))
  }
}
