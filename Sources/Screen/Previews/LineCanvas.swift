/// Straight lines: as dots where the font has braille patterns, else as strokes, one a cell.
struct LineCanvas {
  let cells: Size
  private let level: DisplayCapabilities.GlyphLevel
  private var dots: DotCanvas
  private var strokes: Plane<Unicode.Scalar>

  init(cells: Size, level: DisplayCapabilities.GlyphLevel) {
    self.cells = cells
    self.level = level
    dots = DotCanvas(cells: cells, level: level)
    strokes = Plane(width: cells.columns, height: cells.rows, filledWith: " ")
  }

  private var isDotted: Bool { level == .braille }

  var width: Int { isDotted ? dots.width : cells.columns }
  var height: Int { isDotted ? dots.height : cells.rows }

  /// The cell of a dot or stroke.
  func cell(x: Int, y: Int) -> (column: Int, row: Int) {
    isDotted ? dots.cell(x: x, y: y) : (x, y)
  }

  /// Draws a line between two places inside.
  mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int)) {
    guard !isDotted else { return dots.line(from: a, to: b) }
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let count = max(abs(dx), abs(dy))
    let stroke = Stroke(dx: dx, dy: dy).scalar(at: level)
    for step in 0..<count + 1 where count > 0 {
      let part = Double(step) / Double(count)
      let x = a.x + Int((part * Double(dx)).rounded())
      strokes[x, a.y + Int((part * Double(dy)).rounded())] = stroke
    }
  }

  /// - Parameter stroke: the character of every stroke, instead of one in the line's direction.
  func draw(
    in rect: Rect, of frame: inout Frame, style: Style, stroke: Unicode.Scalar? = nil
  ) {
    guard !isDotted else { return dots.draw(in: rect, of: &frame, style: style) }
    for row in 0..<cells.rows {
      for column in 0..<cells.columns where strokes[column, row] != " " {
        let scalar = stroke ?? strokes[column, row]
        frame[rect.column + column, rect.row + row] = Cell(scalar, style)
      }
    }
  }
}

/// The direction of a line, as far as one character can show it.
private enum Stroke {
  case across, down, falling, rising

  /// - Parameter dy: in cells, downwards.
  init(dx: Int, dy: Int) {
    if 2 * abs(dy) < abs(dx) {
      self = .across
    } else if 2 * abs(dx) < abs(dy) {
      self = .down
    } else {
      self = (dx < 0) == (dy < 0) ? .falling : .rising
    }
  }

  func scalar(at level: DisplayCapabilities.GlyphLevel) -> Unicode.Scalar {
    let isASCII = level == .ascii
    return switch self {
    case .across: isASCII ? "-" : Glyph.horizontal.scalar
    case .down: isASCII ? "|" : Glyph.vertical.scalar
    case .falling: isASCII ? "\\" : "╲"
    case .rising: isASCII ? "/" : "╱"
    }
  }
}
