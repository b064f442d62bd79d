/// One line of text being typed, with the cursor in it.
public struct TextField: Hashable, Sendable {
  public var prompt: String
  public var text: String
  /// Scalars before the cursor; clamped to the text.
  public var cursor: Int
  /// Whether typing replaces the text.
  public var isSelected: Bool
  /// Shown dimly while nothing is typed.
  public var placeholder: String

  public init(
    prompt: String = "", text: String, cursor: Int, placeholder: String = "",
    isSelected: Bool = false
  ) {
    self.isSelected = isSelected
    self.prompt = prompt
    self.text = text
    self.cursor = cursor
    self.placeholder = placeholder
  }

  /// Draws into the first row of `rect`; text longer than the row is scrolled so that the cursor
  /// stays in view.
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) {
    let line = rect.line(0)
    guard !line.isEmpty else { return }
    let promptWidth = min(cellWidth(prompt), max(0, line.columns - 1))
    frame.write(prompt, in: line.left(promptWidth), style: look.style(.accent))
    let place = line.droppingLeft(promptWidth)
    frame.fill(place, Cell(" ", look.style(.field)))
    let scalars = Array(text.unicodeScalars)
    let at = min(max(0, cursor), scalars.count)
    // The cursor may stand behind the last scalar, so that one cell more than the text is needed.
    let first = max(0, at - (place.columns - 1))
    if scalars.isEmpty {
      frame.write(placeholder, in: place, style: look.style(.dim))
    } else {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[first...].prefix(place.columns))
      frame.write(
        String(view), column: place.column, row: place.row, width: place.columns,
        style: look.style(isSelected ? .selection : .field))
    }
    let cell = Rect(column: place.column + at - first, row: place.row, columns: 1, rows: 1)
    frame.restyle(cell, look.style(.cursor))
  }
}
