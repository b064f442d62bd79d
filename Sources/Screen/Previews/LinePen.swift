/// Writes texts in styles of their own one after another into a line, as far as it has room.
struct LinePen {
  private(set) var rest: Rect
  private let start: Int

  init(_ line: Rect) {
    rest = line
    start = line.column
  }

  /// Whether nothing has been written yet.
  var isAtStart: Bool { rest.column == start }

  mutating func write(_ text: String, _ style: Style, of frame: inout Frame) {
    let end = frame.write(text, in: rest, style: style)
    rest = rest.droppingLeft(end - rest.column)
  }
}
