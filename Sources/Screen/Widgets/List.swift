/// Items of which one is selected.
public struct List: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    public var text: String
    /// Shown against the right edge.
    public var note: String
    public var role: Role
    /// The title of the items that it stands together with.
    public var group: String?

    public init(_ text: String, note: String = "", role: Role = .text, group: String? = nil) {
      self.text = text
      self.note = note
      self.role = role
      self.group = group
    }
  }

  public var items: [Item]
  public var selected: Int?
  public var isFocused: Bool
  /// The window's `first` of the frame before; see ``ListWindow``.
  public var previous: Int
  /// Lines that it is turned away from where the selection has it.
  public var scrolled = 0

  public init(_ items: [Item], selected: Int? = nil, isFocused: Bool = false, previous: Int = 0) {
    self.items = items
    self.selected = selected
    self.isFocused = isFocused
    self.previous = previous
  }

  /// Draws the part of the list around the selection.
  @discardableResult
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) -> ListWindow {
    let headed = HeadedLines(items.map(\.group), rows: rect.rows)
    let window = ListWindow(
      count: headed.lines.count, rows: rect.rows, selected: headed.line(of: selected),
      previous: previous, scrolled: scrolled)
    for (index, line) in window.drawNotes(
      in: rect, of: &frame, look: look, counting: headed.isItem)
    {
      switch headed.lines[index] {
      case .heading(let title): frame.write(title, in: line, style: look.style(.dim))
      case .item(let item): draw(item, on: line, of: &frame, look: look)
      }
    }
    return window
  }

  private func draw(_ index: Int, on line: Rect, of frame: inout Frame, look: Look) {
    let item = items[index]
    var textStyle = look.style(item.role)
    var noteStyle = look.style(.dim)
    if index == selected {
      textStyle = look.style(isFocused ? .selection : .selectionIdle)
      noteStyle = textStyle
      frame.fill(line, Cell(" ", textStyle))
      frame.write(Glyph.marker.description, in: line, style: textStyle)
    }
    let place = line.droppingLeft(2)
    let end = frame.write(item.text, in: place, style: textStyle)
    let rest = place.droppingLeft(end - place.column + 1)
    if cellWidth(item.note) <= rest.columns {
      frame.write(item.note, in: rest, alignment: .right, style: noteStyle)
    }
  }
}
