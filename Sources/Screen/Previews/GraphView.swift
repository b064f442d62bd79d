import Experiments

/// A graph: dim edges, the token's trail brighter, and one mark a place that tells by shape and
/// colour, and in figures where there is room, how full it is.
package struct GraphView {
  private let graph: GraphPicture
  private let look: Look
  private let cell: DisplayCapabilities.CellPixels
  private let colors: ColorMap?

  package init(_ graph: GraphPicture, surface: PictureSurface, look: Look) {
    self.graph = graph
    self.look = look
    cell = surface.display.cellPixels
    let isColored = surface.display.colorDepth > .none
    colors = isColored ? .temperatures(on: surface.theme.assumedBackground) : nil
  }

  package func draw(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty else { return }
    var area = rect
    if rect.rows >= 3 {
      area = rect.top(rect.rows - 1)
      drawKey(in: rect.line(rect.rows - 1), of: &frame)
    }
    let canvas = LineCanvas(
      cells: Size(columns: area.columns, rows: area.rows), level: look.glyphs)
    let places = places(on: canvas)
    drawEdges(places, on: canvas, in: area, of: &frame)
    let cells = places.map { place in place.map { canvas.cell(x: $0.x, y: $0.y) } }
    drawMarks(cells, in: area, of: &frame)
  }

  /// Where each place lies on the canvas, as far to the right as upwards; `nil` for what is nowhere.
  private func places(on canvas: LineCanvas) -> [(x: Int, y: Int)?] {
    let size = PixelSize(width: canvas.width, height: canvas.height)
    let across = Double(cell.width * canvas.cells.columns) / Double(canvas.width)
    let down = Double(cell.height * canvas.cells.rows) / Double(canvas.height)
    let view = ViewBox(around: graph.places).filling(size, pixelAspect: down / across)
    return graph.places.map { $0.isUsable ? view.pixel($0, in: size) : nil }
  }

  private func drawEdges(
    _ places: [(x: Int, y: Int)?], on blank: LineCanvas, in area: Rect, of frame: inout Frame
  ) {
    func lines(_ edges: some Sequence<(from: Int, to: Int)>) -> LineCanvas {
      var canvas = blank
      for (from, to) in edges where places.indices.contains(from) && places.indices.contains(to) {
        if let a = places[from], let b = places[to] { canvas.line(from: a, to: b) }
      }
      return canvas
    }
    lines(graph.edges.lazy.map { ($0.from, $0.to) })
      .draw(in: area, of: &frame, style: look.style(.disabled))
    var bright = look.style(.plotLine)
    bright.attributes.insert(.bold)
    lines(zip(graph.trail, graph.trail.dropFirst()).lazy.map { ($0, $1) })
      .draw(in: area, of: &frame, style: bright)
  }

  private func drawMarks(
    _ cells: [(column: Int, row: Int)?], in area: Rect, of frame: inout Frame
  ) {
    let token = graph.trail.last.flatMap { cells.indices.contains($0) ? $0 : nil }
    // The token is drawn last, so that nothing covers it.
    let order = cells.indices.filter { $0 != token } + (token.map { [$0] } ?? [])
    var isTaken = Plane(width: area.columns, height: area.rows, filledWith: false)
    for index in order {
      guard let (column, row) = cells[index] else { continue }
      var mark = index == token ? tokenMark : fullness(index).mark(look, colors)
      mark.style.attributes.insert(.bold)
      frame[area.column + column, area.row + row] = mark
      isTaken[column, row] = true
    }
    guard graph.places.count * Self.cellsPerFigure <= area.columns * area.rows else { return }
    for index in order.reversed() {
      guard let (column, row) = cells[index] else { continue }
      let text = fullness(index).text
      let width = cellWidth(text)
      let starts = [column + 1, column - width].filter { start in
        // A cell more on both sides, so that figures stand apart.
        let around = max(0, start - 1)..<min(area.columns, start + width + 1)
        return start >= 0 && start + width <= area.columns
          && !around.contains { $0 != column && isTaken[$0, row] }
      }
      guard let start = starts.first else { continue }
      frame.write(
        text, column: area.column + start, row: area.row + row,
        style: fullness(index).mark(look, colors).style)
      for cell in start..<start + width { isTaken[cell, row] = true }
    }
  }

  /// From so many cells a place on, figures do not crowd out the edges.
  private static let cellsPerFigure = 20

  private func fullness(_ index: Int) -> Fullness {
    Fullness(graph.fills.indices.contains(index) ? graph.fills[index] : .nan)
  }

  private var tokenMark: Cell {
    Cell(look.glyphs == .ascii ? "@" : "◆", look.style(.accent))
  }

  private func drawKey(in line: Rect, of frame: inout Frame) {
    guard !graph.places.isEmpty else { return }
    var pen = LinePen(line)
    pen.write(graph.caption, look.style(.dim), of: &frame)
    var entries = Fullness.key.map { ($0.fullness.mark(look, colors), $0.name) }
    if !graph.trail.isEmpty { entries.append((tokenMark, "token")) }
    for (mark, name) in entries {
      guard pen.rest.columns >= cellWidth(name) + 4 else { return }
      if !pen.isAtStart { pen.write("  ", look.style(.dim), of: &frame) }
      pen.write(String(Character(mark.scalar)), mark.style, of: &frame)
      pen.write(" " + name, look.style(.dim), of: &frame)
    }
  }
}

extension SIMD2<Double> {
  /// Whether it has a place in a plot.
  fileprivate var isUsable: Bool { abs(x) < 1e150 && abs(y) < 1e150 }
}

extension ViewBox {
  /// The smallest box around those of the points that have a place; never without width.
  fileprivate init(around points: [SIMD2<Double>]) {
    func range(_ values: [Double], least: Double) -> ClosedRange<Double> {
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      return high - low > least ? low...high : low - least...low + least
    }
    let usable = points.filter(\.isUsable)
    let reach = usable.reduce(0) { max($0, abs($1.x), abs($1.y)) }
    let least = max(1e-9 * reach, 1e-100)
    self.init(x: range(usable.map(\.x), least: least), y: range(usable.map(\.y), least: least))
  }
}
