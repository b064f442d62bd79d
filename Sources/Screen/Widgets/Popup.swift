/// A box in the middle, above the panels.
public struct Popup: Hashable, Sendable {
  public var title: String
  public var note: String
  /// The size inside border and margin; less where the screen is smaller.
  public var content: Size

  public init(_ title: String, note: String = "", content: Size) {
    self.title = title
    self.note = note
    self.content = content
  }

  /// Clears the place, draws the border, and takes away the pictures that lie below.
  /// - Returns: the place for the content.
  @discardableResult
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) -> Rect {
    let place = rect.centered(columns: content.columns + 4, rows: content.rows + 2)
    guard !place.isEmpty else { return place }
    frame.clear(place, look.style(.popup))
    frame.targets.append(Target(place, .open))
    let box = Box(title, note: note, isFocused: true, borderRole: .popupBorder)
    return box.draw(in: place, of: &frame, look: look)
  }
}

extension Frame {
  /// Blanks a place, and takes away the pictures that lie below.
  mutating func clear(_ place: Rect, _ style: Style) {
    fill(place, Cell(" ", style))
    pictures.removeAll { !$0.rect.intersection(place).isEmpty }
  }
}
