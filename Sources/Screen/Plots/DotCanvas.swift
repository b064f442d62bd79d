/// Dots finer than cells: 2 by 4 in each cell as braille patterns, or 1 by 2 as half blocks.
struct DotCanvas {
  private let cells: Size
  private let perCell: (columns: Int, rows: Int)
  private var dots: [Bool]

  /// - Parameter level: `.braille`, or half blocks for anything less.
  init(cells: Size, level: DisplayCapabilities.GlyphLevel) {
    self.cells = cells
    perCell = level == .braille ? (2, 4) : (1, 2)
    dots = Array(
      repeating: false, count: cells.columns * cells.rows * perCell.columns * perCell.rows)
  }

  var width: Int { cells.columns * perCell.columns }
  var height: Int { cells.rows * perCell.rows }

  /// The cell of a dot.
  func cell(x: Int, y: Int) -> (column: Int, row: Int) { (x / perCell.columns, y / perCell.rows) }

  /// Sets a dot; y counts from the top. Dots outside are ignored.
  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    dots[y * width + x] = true
  }

  /// Sets the dots of a straight line, both ends included (Bresenham 1965).
  mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int)) {
    let (dx, dy) = (abs(b.x - a.x), -abs(b.y - a.y))
    let (stepX, stepY) = (a.x < b.x ? 1 : -1, a.y < b.y ? 1 : -1)
    var (x, y, error) = (a.x, a.y, dx + dy)
    while true {
      set(x, y)
      if x == b.x, y == b.y { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// The character of a cell, `nil` where no dot is set.
  func scalar(column: Int, row: Int) -> Unicode.Scalar? {
    func isSet(_ x: Int, _ y: Int) -> Bool {
      dots[(row * perCell.rows + y) * width + column * perCell.columns + x]
    }
    guard perCell.rows == 4 else {
      switch (isSet(0, 0), isSet(0, 1)) {
      case (false, false): return nil
      case (true, false): return Glyph.upperHalf.scalar
      case (false, true): return Glyph.lowerHalf.scalar
      case (true, true): return Glyph.full.scalar
      }
    }
    var pattern = DotPattern()
    for y in 0..<4 {
      for x in 0..<2 where isSet(x, y) { pattern.set(x, y) }
    }
    return pattern.isEmpty ? nil : pattern.scalar
  }

  /// Draws the cells that have dots; the others are left alone. Braille dots already there stay.
  func draw(in rect: Rect, of frame: inout Frame, style: Style) {
    for row in 0..<min(cells.rows, rect.rows) {
      for column in 0..<min(cells.columns, rect.columns) {
        guard let scalar = scalar(column: column, row: row) else { continue }
        let (x, y) = (rect.column + column, rect.row + row)
        var pattern = DotPattern(scalar)
        if let below = DotPattern(frame[x, y].scalar) { pattern?.formUnion(below) }
        frame[x, y] = Cell(pattern?.scalar ?? scalar, style)
      }
    }
  }
}
