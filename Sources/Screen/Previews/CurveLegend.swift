/// The names of curves with their marks, in as few rows as they need.
struct CurveLegend {
  private let names: [String]
  private let look: Look
  /// Which names stand in each row.
  private let lines: [Range<Int>]

  init(_ names: [String], width: Int, look: Look) {
    self.names = names
    self.look = look
    var lines: [Range<Int>] = []
    var used = 0
    for (index, name) in names.enumerated() {
      let needed = Self.markWidth + cellWidth(name)
      if let last = lines.last, used + Self.gap + needed <= width {
        lines[lines.count - 1] = last.lowerBound..<index + 1
        used += Self.gap + needed
      } else {
        lines.append(index..<index + 1)
        used = needed
      }
    }
    self.lines = lines
  }

  /// A mark and a blank.
  private static let markWidth = 2
  /// Blanks between names.
  private static let gap = 2

  /// The rows it takes on top of a place: as many as it needs, a quarter of the place at most.
  func rows(in rect: Rect) -> Int { min(lines.count, max(1, rect.rows / 4)) }

  func draw(in rect: Rect, of frame: inout Frame) {
    let shown = rows(in: rect)
    for (row, line) in lines.prefix(shown).enumerated() {
      let isLast = row == shown - 1
      draw(isLast ? line.lowerBound..<names.count : line, in: rect.line(row), of: &frame)
    }
  }

  /// Draws names, and how many more there are where not all fit.
  private func draw(_ range: Range<Int>, in line: Rect, of frame: inout Frame) {
    var pen = LinePen(line)
    for index in range {
      let left = range.upperBound - index
      let note = "\(Glyph.ellipsis)  \(left) more"
      let gap = index > range.lowerBound ? Self.gap : 0
      let needed = gap + Self.markWidth + cellWidth(names[index])
      // The first name is clipped rather than left out.
      let spare = left > 1 ? Self.gap + cellWidth(note) : 0
      pen.write(String(repeating: " ", count: gap), look.style(.dim), of: &frame)
      guard gap == 0 || needed + spare <= pen.rest.columns + gap else {
        return pen.write(note, look.style(.dim), of: &frame)
      }
      pen.write(String(Character(look.curveMark(index))), look.curveStyle(index), of: &frame)
      pen.write(" " + names[index], look.style(.text), of: &frame)
    }
  }
}

extension Look {
  /// The mark of one of several curves.
  func curveMark(_ index: Int) -> Unicode.Scalar {
    let marks: [Unicode.Scalar] =
      glyphs == .ascii
      ? ["*", "o", "+", "x", "#", "%", "@", "&"] : ["●", "○", "◆", "◇", "▲", "△", "■", "□"]
    return marks[index % marks.count]
  }

  /// The colour of one of several curves.
  func curveStyle(_ index: Int) -> Style {
    let roles: [Role] = [.plotLine, .plotOther, .exact, .good, .error, .heading]
    return style(roles[index % roles.count])
  }
}
