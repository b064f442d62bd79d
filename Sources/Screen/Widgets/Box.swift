/// A panel's frame: a border with a title, and a note on the right of the same line.
public struct Box: Hashable, Sendable {
  public var title: String
  /// The digit that leads to the panel; shown before the title.
  public var number: Int?
  /// Shown against the right end of the title line, dropped first where it is narrow.
  public var note: String
  public var isFocused: Bool
  /// What the border is painted for; `nil` means a panel's border, with or without the focus.
  public var borderRole: Role?

  public init(
    _ title: String, number: Int? = nil, note: String = "", isFocused: Bool = false,
    borderRole: Role? = nil
  ) {
    self.title = title
    self.number = number
    self.note = note
    self.isFocused = isFocused
    self.borderRole = borderRole
  }

  func borderStyle(_ look: Look) -> Style {
    look.style(borderRole ?? (isFocused ? .borderFocus : .border))
  }

  /// The place for what a box holds: one blank column left and right of it where the inside has 4
  /// columns or more.
  static func content(of inside: Rect) -> Rect {
    inside.columns >= 4 ? inside.inset(columns: 1, rows: 0) : inside
  }

  /// Draws the border around `rect`.
  /// - Returns: the place within, one blank column left and right of it where there is room.
  @discardableResult
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) -> Rect {
    BoxStack([BoxStack.Section(self)]).draw(in: rect, of: &frame, look: look)[0]
  }

  /// Writes number, title and note over the top border.
  func drawTitle(on line: Rect, of frame: inout Frame, look: Look) {
    let name = (number.map { "\($0) " } ?? "") + title
    guard !name.isEmpty, line.columns >= 5 else { return }
    let titleStyle = look.style(isFocused ? .titleFocus : .title)
    let place = line.inset(columns: 1, rows: 0)
    let shown = clipped(" \(name) ", to: place.columns)
    let end = frame.write(shown, in: place, style: titleStyle)
    let rest = place.droppingLeft(end - place.column + 1)
    guard !note.isEmpty, cellWidth(note) + 2 <= rest.columns else { return }
    frame.write(" \(note) ", in: rest, alignment: .right, style: look.style(.dim))
  }
}
