/// A knob in one row: its name and its value, between `‹ ›` while it has the focus.
public struct KnobRow: Hashable, Sendable {
  public var name: String
  public var value: String
  /// Dropped where it is narrow.
  public var note: String
  public var isFocused: Bool

  public init(_ name: String, value: String, note: String = "", isFocused: Bool = false) {
    self.name = name
    self.value = value
    self.note = note
    self.isFocused = isFocused
  }

  /// - Parameter nameWidth: cells for the name, so that the values of several knobs line up.
  public func draw(in rect: Rect, nameWidth: Int, of frame: inout Frame, look: Look) {
    let line = rect.line(0)
    let style = look.style(isFocused ? .selection : .text)
    let valueStyle = look.style(isFocused ? .selection : .knob)
    if isFocused { frame.fill(line, Cell(" ", style)) }
    // A value that is cut could be mistaken for another, so the name gives way first.
    let valueWidth = cellWidth(value) + 4
    let width = max(0, min(nameWidth, line.columns - valueWidth))
    frame.write(name, in: line.left(width), style: style)
    let place = line.droppingLeft(width)
    let shown = isFocused ? "\(Glyph.knobLeft) \(value) \(Glyph.knobRight)" : "  \(value)"
    let end = frame.write(shown, in: place, style: valueStyle)
    let rest = place.droppingLeft(max(end - place.column, valueWidth) + 1)
    guard cellWidth(note) <= rest.columns else { return }
    frame.write(note, in: rest, alignment: .right, style: isFocused ? style : look.style(.dim))
  }
}
