import Experiments
import Workbench

/// The cells of a sweep as a heat map with its numbers: the last axis across, the one before it down.
struct SweepMap {
  private let sweep: SweepState
  private let results: SweepResults
  private let standing: SweepStanding
  private let shades: MatrixShades
  private let look: Look
  private let across: SweepAxis
  /// `nil` for one axis.
  private let down: SweepAxis?
  private let labelWidth, cellWidths: Int

  init(
    _ sweep: SweepState, _ results: SweepResults, _ standing: SweepStanding,
    surface: PictureSurface, look: Look
  ) {
    self.sweep = sweep
    self.results = results
    self.standing = standing
    self.look = look
    shades = MatrixShades(surface: surface, look: look)
    let axes = results.plan.sweep.axes
    let across = axes[axes.count - 1]
    self.across = across
    down = axes.count > 1 ? axes[axes.count - 2] : nil
    labelWidth =
      down.map { axis in
        min(
          20,
          max(cellWidth(axis.name), axis.rows.indices.map { cellWidth(axis.text($0)) }.max() ?? 0))
      } ?? cellWidth(standing.measure.label)
    cellWidths = min(
      10, max(8, (across.rows.indices.map { cellWidth(across.text($0)) }.max() ?? 0) + 1))
  }

  var width: Int { labelWidth + 1 + across.rows.count * cellWidths + cellWidth(across.name) + 1 }

  func draw(in rect: Rect, of frame: inout Frame, isFocused: Bool) {
    let place = results.plan.sweep.rows(of: sweep.cursor)
    let (x, y) = (place[place.count - 1], place.count > 1 ? place[place.count - 2] : 0)
    let columns = max(1, (rect.columns - labelWidth - 1) / cellWidths)
    let first = start(of: columns, among: across.rows.count, around: x)
    let shown = first..<min(across.rows.count, first + columns)
    drawHeadings(shown, selected: x, place, in: rect, of: &frame)
    let body = rect.droppingTop(1)
    let rows = down?.rows.count ?? 1
    let top = start(of: body.rows, among: rows, around: y)
    let values = standing.points.map { $0?.score.mean ?? .nan }
    let scale = MatrixScale(covering: values)
    for row in top..<min(rows, top + body.rows) {
      let line = body.line(row - top)
      let label = down.map { $0.text(row) } ?? standing.measure.label
      frame.write(
        label, in: line.left(labelWidth), style: look.style(row == y ? .text : .dim))
      for column in shown {
        var at = place
        at[at.count - 1] = column
        if at.count > 1 { at[at.count - 2] = row }
        let cell = results.plan.sweep.cell(at: at)
        let tile = line.droppingLeft(labelWidth + 1 + (column - first) * cellWidths)
          .left(cellWidths)
        draw(
          cell, values[cell], scale, standing.front[cell], in: tile, of: &frame,
          isSelected: cell == sweep.cursor, isFocused: isFocused)
      }
    }
  }

  /// The first of so many that are shown.
  private func start(of shown: Int, among all: Int, around selected: Int) -> Int {
    max(0, min(selected - shown / 2, all - shown))
  }

  private func drawHeadings(
    _ shown: Range<Int>, selected: Int, _ place: [Int], in rect: Rect, of frame: inout Frame
  ) {
    var corner = down?.name ?? ""
    let axes = results.plan.sweep.axes
    if axes.count > 2 { corner = "\(axes[0].name) \(axes[0].text(place[0]))" }
    frame.write(corner, in: rect.line(0).left(labelWidth), style: look.style(.heading))
    for column in shown {
      let tile = rect.line(0)
        .droppingLeft(labelWidth + 1 + (column - shown.lowerBound) * cellWidths).left(cellWidths)
      frame.write(
        across.text(column), in: tile.left(cellWidths - 1), alignment: .right,
        style: look.style(column == selected ? .text : .heading))
    }
    let end = rect.line(0).droppingLeft(labelWidth + 1 + shown.count * cellWidths + 1)
    frame.write(across.name, in: end, style: look.style(.heading))
  }

  /// A mark of the front, a shade, and the number.
  private func draw(
    _ cell: Int, _ value: Double, _ scale: MatrixScale?, _ front: Front.Membership?,
    in tile: Rect, of frame: inout Frame, isSelected: Bool, isFocused: Bool
  ) {
    let isFailed = results.failure(of: cell) != nil
    let text = isFailed ? "!" : short(value.isNaN ? nil : value)
    var style = look.style(isFailed ? .error : front == .off ? .dim : .text)
    if isSelected { style = look.style(isFocused ? .selection : .selectionIdle) }
    let number = tile.droppingLeft(1).left(tile.columns - 2)
    if isSelected { frame.fill(number, Cell(" ", style)) }
    frame.write(text, in: number, alignment: isFailed ? .center : .left, style: style)
    if let place = scale?.place(of: value) {
      frame[tile.column, tile.row] = shades.cell([place, place])
    }
    let mark = Self.mark(front)
    if let mark {
      frame.write(
        mark, column: tile.column + tile.columns - 1, row: tile.row, style: look.style(.accent))
    }
  }

  /// On the front full, where that is open hollow.
  static func mark(_ front: Front.Membership?) -> String? {
    switch front {
    case .on: Glyph.running.description
    case .uncertain: Glyph.hollow.description
    case .off, nil: nil
    }
  }

  /// With its point below those of the other cells.
  private func short(_ value: Double?) -> String {
    NumberPlace(whole: 2, rest: cellWidths - 4).text(value)
  }
}
