import Experiments

/// Series over their index, or over places with gaps between them, with axes.
///
/// The vertical axis has round ticks and is logarithmic where the values span more than two
/// decades. Missing values leave gaps. At ``DisplayCapabilities/GlyphLevel/ascii`` the plot is a
/// table of its numbers; where there is no room for axes it is a ``Sparkline`` of the first series.
public struct LinePlot: Hashable, Sendable {
  public struct Series: Hashable, Sendable {
    public var name: String
    /// The value at index 0, 1, ...; `nil` where it is not known.
    public var values: [Double?]
    public var role: Role

    public init(_ name: String, values: [Double?], role: Role = .plotLine) {
      self.name = name
      self.values = values
      self.role = role
    }
  }

  public var series: [Series]
  /// Where the value at each index stands on the horizontal axis, increasing.
  public var places: [Int]
  /// Places on the horizontal axis, from 0, known values or not.
  public var count: Int
  /// The index shown as the current one.
  public var marked: Int?
  /// Places on the axis after which something else goes on.
  public var forks: [Int]

  /// - Parameters:
  ///   - places: where each index stands, increasing from 0 or more; at the index itself by default.
  ///   - count: places on the axis; as many as there are values or more.
  public init(
    _ series: [Series], places: [Int]? = nil, count: Int = 0, marked: Int? = nil,
    forks: [Int] = []
  ) {
    self.series = series
    let values = series.map(\.values.count).max() ?? 0
    self.places = Array((places ?? Array(0..<values)).prefix(values))
    self.count = max(0, count, (self.places.last ?? -1) + 1)
    self.marked = marked
    self.forks = forks
  }

  /// - Returns: for each index the columns that are nearest to it; none where there are no axes.
  @discardableResult
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) -> [Rect] {
    guard !rect.isEmpty, count > 0 else { return [] }
    if look.glyphs == .ascii {
      drawTable(in: rect, of: &frame, look: look)
      return []
    }
    let axis = Axis(
      covering: series.lazy.flatMap(\.values).compactMap { $0 }, ticks: max(2, (rect.rows - 1) / 2))
    let labelWidth = axis.labelWidth
    // Two rows for the horizontal axis; a blank and the vertical axis beside the labels.
    let area = Rect(
      column: rect.column + labelWidth + 2, row: rect.row,
      columns: rect.columns - labelWidth - 2, rows: rect.rows - 2)
    guard area.columns >= 8, area.rows >= 2 else {
      if let first = series.first {
        Sparkline(first.values, scale: axis.scale, role: first.role, marked: marked)
          .draw(in: rect, of: &frame, look: look)
      }
      return []
    }
    axis.draw(beside: area, of: &frame, look: look)
    drawHorizontal(below: area, of: &frame, look: look)
    for fork in forks where fork < count {
      let line = Rect(
        column: area.column + place(of: fork, over: area.columns), row: area.row, columns: 1,
        rows: area.rows)
      frame.fill(line, Cell(Glyph.vertical.scalar, look.style(.border)))
    }
    for one in series.reversed() {
      draw(one, on: axis, in: area, of: &frame, look: look)
    }
    return strips(of: area)
  }

  /// Down to the labels below.
  private func strips(of area: Rect) -> [Rect] {
    let columns = places.map { place(of: $0, over: area.columns) }
    let borders =
      [0] + zip(columns, columns.dropFirst()).map { ($0 + $1) / 2 + 1 } + [area.columns]
    return columns.indices.map { index in
      Rect(
        column: area.column + borders[index], row: area.row,
        columns: borders[index + 1] - borders[index], rows: area.rows + 2)
    }
  }

  private func draw(
    _ series: Series, on axis: Axis, in area: Rect, of frame: inout Frame, look: Look
  ) {
    var canvas = DotCanvas(
      cells: Size(columns: area.columns, rows: area.rows), level: look.glyphs)
    var last: (x: Int, y: Int)?
    var mark: (column: Int, row: Int)?
    for (index, value) in series.values.enumerated() {
      guard index < places.count, let place = value.flatMap(axis.place) else {
        last = nil
        continue
      }
      let x = self.place(of: places[index], over: canvas.width)
      let y = Int(((1 - place) * Double(canvas.height - 1)).rounded())
      canvas.line(from: last ?? (x, y), to: (x, y))
      last = (x, y)
      if index == marked { mark = canvas.cell(x: x, y: y) }
    }
    canvas.draw(in: area, of: &frame, style: look.style(series.role))
    if let mark {
      let cell = Rect(
        column: area.column + mark.column, row: area.row + mark.row, columns: 1, rows: 1)
      frame.restyle(cell, look.style(.plotMark))
    }
  }

  private func drawHorizontal(below area: Rect, of frame: inout Frame, look: Look) {
    let style = look.style(.plotAxis)
    let row = frame.drawAxis(below: area, style)
    var free = area.column - 1
    for index in stride(from: 0, to: count, by: tickStep(width: area.columns)) {
      let column = area.column + place(of: index, over: area.columns)
      frame[column, row] = Cell(Glyph.teeDown.scalar, style)
      let label = String(index)
      let end = area.column + area.columns
      let start = min(column - (cellWidth(label) - 1) / 2, end - cellWidth(label))
      guard start >= free else { continue }
      frame.write(label, column: start, row: row + 1, style: style)
      free = start + cellWidth(label) + 1
    }
    guard let marked, places.indices.contains(marked) else { return }
    frame[area.column + place(of: places[marked], over: area.columns), row] = Cell(
      Glyph.mark.scalar, look.style(.plotMark))
  }

  /// Where a place of the axis lies on `width` places, the first at 0 and the last at the end.
  private func place(of place: Int, over width: Int) -> Int {
    count > 1 ? (place * (width - 1) * 2 + count - 1) / ((count - 1) * 2) : 0
  }

  /// The smallest of 1, 2, 5, 10, ... at which labels stand apart.
  private func tickStep(width: Int) -> Int {
    let labelWidth = String(count - 1).count + 3
    var step = 1
    while (count - 1) / step * labelWidth > width {
      step = String(step).first == "2" ? step / 2 * 5 : step * 2
    }
    return step
  }

  private func drawTable(in rect: Rect, of frame: inout Frame, look: Look) {
    // Where the values have gaps between them, only the places with a value are rows.
    let rows = places.last == places.count - 1 ? Array(0..<count) : places
    let selected = marked.flatMap { rows.indices.contains($0) ? $0 : nil }
    let previous = max(0, (selected ?? 0) - (rect.rows - 1) / 2)
    let window = ListWindow(
      count: rows.count, rows: rect.rows - 1, selected: selected, previous: previous)
    var texts = [[String]](repeating: [], count: rows.count)
    for row in window.items {
      texts[row] =
        [String(rows[row])]
        + series.map { one in
          NumberPlace.any.text(row < one.values.count ? one.values[row] : nil)
        }
    }
    Table(
      columns: [Table.Column("#", width: max(3, String(count - 1).count), importance: 2)]
        + series.map { Table.Column($0.name, numbers: .any, importance: 1) },
      rows: texts, selected: selected, previous: previous
    ).draw(in: rect, of: &frame, look: look)
  }
}
