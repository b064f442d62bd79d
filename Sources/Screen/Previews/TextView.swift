import Experiments

/// Lines of marked cells.
///
/// What is new is reversed, what was accepted is bold, what was refused is underlined, and what is
/// hidden is a dim dot; the last line names the marks that occur. Where the texts have room
/// only in part, each gets about as many rows as the others.
package struct TextView {
  private let text: MarkedText
  private let look: Look
  private let colors: ColorMap?

  package init(_ text: MarkedText, surface: PictureSurface, look: Look) {
    self.text = text
    self.look = look
    let hasTones = surface.display.colorDepth >= .twoFiftySix
    colors = hasTones ? .tones(on: surface.theme.assumedBackground) : nil
  }

  package func draw(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty, !text.lines.isEmpty else { return }
    let marks = MarkedText.Mark.named.filter { mark in
      text.lines.contains { $0.contains { $0.mark == mark.mark } }
    }
    let tones = colors == nil ? "" : text.tones
    let columns = columns(in: rect)
    let rows = (text.lines.count + columns - 1) / columns
    var body = rect
    if rect.rows >= 3, !tones.isEmpty || !marks.isEmpty || rows > rect.rows {
      body = rect.top(rect.rows - 1)
      let key = TextKey(
        tones: tones, marks: marks, shown: min(body.rows * columns, text.lines.count),
        count: text.lines.count)
      key.draw(in: rect.line(rect.rows - 1), of: &frame, look: look, colors: colors)
    }
    if columns > 1 {
      drawSideBySide(columns, in: body, of: &frame)
    } else {
      drawTexts(in: body, of: &frame)
    }
  }

  /// Blanks between texts that stand side by side.
  private static let gap = 2

  /// How many texts stand side by side: those that are shorter than half of the width.
  private func columns(in rect: Rect) -> Int {
    let longest = text.lines.map { $0.reduce(0) { $0 + $1.text.count } }.max() ?? 0
    let columns = max(1, (rect.columns + Self.gap) / (max(1, longest) + Self.gap))
    // A few texts have the place to themselves.
    return text.lines.count > rect.rows ? columns : 1
  }

  private func drawSideBySide(_ columns: Int, in body: Rect, of frame: inout Frame) {
    let width = (body.columns + Self.gap) / columns
    for (index, line) in text.lines.prefix(body.rows * columns).enumerated() {
      let row = body.line(index / columns).droppingLeft(index % columns * width)
      draw(line.flatMap(cells), in: row.left(min(row.columns, width)), of: &frame)
    }
  }

  private func drawTexts(in body: Rect, of frame: inout Frame) {
    let texts = text.lines.prefix(body.rows).map { line in line.flatMap(cells) }
    let most = RowShare(of: texts.map { rows(of: $0, width: body.columns) }, rows: body.rows).most
    var place = body
    for cells in texts {
      let used = min(most, rows(of: cells, width: body.columns))
      draw(cells, in: place.top(used), of: &frame)
      place = place.droppingTop(used)
    }
  }

  /// Cells before a row that goes on with a text.
  private static let indent = 2

  private func rows(of cells: [Cell], width: Int) -> Int {
    let next = max(1, width - Self.indent)
    return max(1, 1 + (cells.count - width + next - 1) / next)
  }

  private func draw(_ cells: [Cell], in rect: Rect, of frame: inout Frame) {
    var rest = cells[...]
    for index in 0..<rect.rows {
      var line = rect.line(index)
      if index > 0 {
        frame.write(Glyph.knobRight.description, in: line, style: look.style(.dim))
        // A place of one column has no room for the indentation.
        line = line.droppingLeft(min(Self.indent, line.columns - 1))
      }
      for (offset, cell) in rest.prefix(line.columns).enumerated() {
        frame[line.column + offset, line.row] = cell
      }
      rest = rest.dropFirst(line.columns)
      guard index == rect.rows - 1, !rest.isEmpty else { continue }
      frame[line.column + line.columns - 1, line.row] = Cell(
        Glyph.ellipsis.scalar, look.style(.dim))
    }
  }

  /// What a cell of the text takes on the screen: one place for each of its characters.
  private func cells(of cell: MarkedText.Cell) -> [Cell] {
    var style = look.style(cell.mark)
    if cell.mark == .hidden {
      return [Cell(look.glyphs == .ascii ? "_" : Glyph.separator.scalar, style)]
    }
    if cell.mark == .plain, let tone = cell.tone, !tone.isNaN, let colors {
      style.foreground = colors[tone]
    }
    return cell.text.map { Cell(visible($0, at: look.glyphs), style) }
  }
}

/// How many rows each of several texts may take.
private struct RowShare {
  /// The largest number with which all of them fit; at least 1.
  let most: Int

  init(of needs: [Int], rows: Int) {
    let fits = { (most: Int) in needs.reduce(0) { $0 + min($1, most) } <= rows }
    most = (1...max(1, rows)).last(where: fits) ?? 1
  }
}

/// One character that stands in one cell for any character, also one that a terminal acts on or
/// that is not one cell wide.
private func visible(
  _ character: Character, at level: DisplayCapabilities.GlyphLevel
) -> Unicode.Scalar {
  let isASCII = level == .ascii
  let scalar = character.unicodeScalars.first ?? " "
  switch scalar {
  case "\n", "\r": return isASCII ? "/" : "⏎"
  case "\t": return Glyph.arrow.scalar
  case "\0"..<" ": return isASCII ? "?" : Unicode.Scalar(0x2400 + scalar.value) ?? "?"
  default: return isSingleWidth(scalar) ? scalar : "?"
  }
}
