/// Text broken between words to the width of its place; empty states and help are written with it.
public struct Paragraph: Hashable, Sendable {
  public var text: String
  public var role: Role

  /// - Parameter text: may hold line breaks, which are kept.
  public init(_ text: String, role: Role = .text) {
    self.text = text
    self.role = role
  }

  /// The lines the text takes in `width` columns; a longer word is cut.
  public func lines(width: Int) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      Self.lines(of: $0, width: width)
    }
  }

  private static func lines(of text: Substring, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = Substring(word)
      if !line.isEmpty, cellWidth(line) + 1 + cellWidth(String(rest)) <= width {
        line += " " + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while rest.unicodeScalars.count > width {
        let cut = rest.unicodeScalars.index(rest.startIndex, offsetBy: width)
        lines.append(String(rest.unicodeScalars[..<cut]))
        rest = Substring(rest.unicodeScalars[cut...])
      }
      line = String(rest)
    }
    return lines + [line]
  }

  /// Draws from the top of `rect`, and an ellipsis at the end where not all fits.
  /// - Returns: the rows used.
  @discardableResult
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) -> Int {
    var lines = lines(width: rect.columns)
    if lines.count > rect.rows {
      lines = Array(lines.prefix(rect.rows))
      if let last = lines.popLast() {
        lines.append(clipped(last + " " + Glyph.ellipsis.description, to: rect.columns))
      }
    }
    for (index, line) in lines.enumerated() {
      frame.write(line, in: rect.line(index), style: look.style(role))
    }
    return lines.count
  }
}
