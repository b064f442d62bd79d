import Experiments
import Workbench

/// The cells by what they spend and how good they are: the front full, where that is open hollow, all
/// others dim.
struct SweepFront {
  let standing: SweepStanding
  let cursor: Int
  let unit: String
  let look: Look

  func draw(in rect: Rect, of frame: inout Frame) {
    let known = standing.points.enumerated().compactMap { cell, point in
      point.flatMap {
        $0.score.mean.isFinite ? (cell: cell, x: Double($0.budget), y: $0.score.mean) : nil
      }
    }
    guard !known.isEmpty, rect.rows >= 4, rect.columns >= 16 else { return }
    let vertical = Axis(covering: known.map(\.y), ticks: max(2, (rect.rows - 1) / 2))
    let horizontal = Axis(covering: known.map(\.x), ticks: max(2, rect.columns / 12))
    let area = Rect(
      column: rect.column + vertical.labelWidth + 2, row: rect.row,
      columns: rect.columns - vertical.labelWidth - 2, rows: rect.rows - 2)
    guard area.columns >= 8, area.rows >= 2 else { return }
    vertical.draw(beside: area, of: &frame, look: look)
    horizontal.draw(below: area, of: &frame, look: look)
    frame.write(unit, in: rect.line(rect.rows - 1), alignment: .right, style: look.style(.plotAxis))
    // What matters most is drawn last.
    for (cell, x, y) in known.sorted(by: { rank($0.cell) < rank($1.cell) }) {
      let column =
        area.column + Int(((horizontal.place(of: x) ?? 0) * Double(area.columns - 1)).rounded())
      let row =
        area.row + Int(((1 - (vertical.place(of: y) ?? 0)) * Double(area.rows - 1)).rounded())
      let mark = SweepMap.mark(standing.front[cell]) ?? Glyph.separator.description
      let style =
        cell == cursor
        ? look.style(.selection) : look.style(standing.front[cell] == .off ? .dim : .accent)
      frame.write(mark, column: column, row: row, style: style)
    }
  }

  private func rank(_ cell: Int) -> Int {
    if cell == cursor { return 3 }
    return switch standing.front[cell] {
    case .on: 2
    case .uncertain: 1
    case .off, nil: 0
    }
  }
}
