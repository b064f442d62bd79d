/// Where text stands in a width that is larger than it needs.
public enum Alignment: Sendable {
  case left
  case right
  case center
}

/// How many cells the text takes; every scalar takes one (see ``Frame/write(_:column:row:width:style:)``).
public func cellWidth(_ text: String) -> Int { text.unicodeScalars.count }

/// The text in at most `width` cells, its end replaced by an ellipsis where it is longer.
public func clipped(_ text: String, to width: Int) -> String {
  guard cellWidth(text) > width else { return text }
  guard width > 0 else { return "" }
  var shown = String.UnicodeScalarView()
  shown.append(contentsOf: text.unicodeScalars.prefix(width - 1))
  shown.append(Glyph.ellipsis.scalar)
  return String(shown)
}

extension Frame {
  /// Writes `text` into the first row of `rect`, clipped with an ellipsis.
  /// - Returns: the column after the last cell written.
  @discardableResult
  public mutating func write(
    _ text: String, in rect: Rect, alignment: Alignment = .left, style: Style = .plain
  ) -> Int {
    guard !rect.isEmpty else { return rect.column }
    let shown = clipped(text, to: rect.columns)
    let spare = rect.columns - cellWidth(shown)
    let offset =
      switch alignment {
      case .left: 0
      case .right: spare
      case .center: spare / 2
      }
    return write(
      shown, column: rect.column + offset, row: rect.row, width: rect.columns - offset, style: style
    )
  }

  /// Gives every cell of the rectangle a style and leaves its character.
  public mutating func restyle(_ rect: Rect, _ style: Style) {
    let visible = rect.intersection(Rect(size))
    for row in visible.row..<visible.end {
      for column in visible.column..<visible.column + visible.columns {
        self[column, row].style = style
      }
    }
  }
}
