extension TOMLParser {
  /// `"…"` or `"""…"""`.
  mutating func anyBasicText() throws(FileProblem) -> String {
    scanner.stands("\"\"\"") ? try multilineText("\"\"\"") : try basicText()
  }

  /// `'…'` or `'''…'''`.
  mutating func anyLiteralText() throws(FileProblem) -> String {
    scanner.stands("'''") ? try multilineText("'''") : try literalText()
  }

  /// `"…"` with escapes.
  mutating func basicText() throws(FileProblem) -> String {
    scanner.advance()
    var text: [UInt8] = []
    while true {
      text += scanner.take { isPlain($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      if scanner.take("\"") { return String(decoding: text, as: UTF8.self) }
      guard scanner.take("\\") else { throw unfinishedText() }
      text += Array(String(try escape()).utf8)
    }
  }

  /// `'…'` without escapes.
  mutating func literalText() throws(FileProblem) -> String {
    scanner.advance()
    let text = scanner.take { isPlain($0) && $0 != UInt8(ascii: "'") }
    guard scanner.take("'") else { throw unfinishedText() }
    return String(decoding: text, as: UTF8.self)
  }

  /// A text over several lines, which may hold one or two quotes in a row and end in them.
  private mutating func multilineText(_ quotes: StaticString) throws(FileProblem) -> String {
    let quote = quotes.utf8Start[0]
    let hasEscapes = quote == UInt8(ascii: "\"")
    scanner.advance(3)
    if !scanner.take("\n") { _ = scanner.take("\r\n") }
    var text: [UInt8] = []
    while true {
      text += scanner.take {
        $0 != quote && (isPlain($0) && !(hasEscapes && $0 == UInt8(ascii: "\\")) || $0 == 0x0A)
      }
      if scanner.next == quote {
        let run = scanner.take { $0 == quote }
        guard run.count <= 5 else { throw scanner.failure("there are too many quotes in a row") }
        guard run.count >= 3 else {
          text += run
          continue
        }
        text += run.dropLast(3)
        return String(decoding: text, as: UTF8.self)
      }
      if scanner.stands("\r\n") {
        text += scanner.take { $0 == 0x0D }
      } else if hasEscapes, scanner.take("\\") {
        if !skipLineEnd() { text += Array(String(try escape()).utf8) }
      } else {
        throw unfinishedText()
      }
    }
  }

  /// After a backslash at the end of a line: the rest of the line and every blank that follows.
  private mutating func skipLineEnd() -> Bool {
    var ahead = scanner
    ahead.take { $0 == 0x20 || $0 == 0x09 }
    guard ahead.stands("\n") || ahead.stands("\r\n") else { return false }
    scanner.take { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    return true
  }

  private mutating func escape() throws(FileProblem) -> Unicode.Scalar {
    guard let byte = scanner.next else { throw unfinishedText() }
    if let scalar = tomlEscapes[byte] {
      scanner.advance()
      return scalar
    }
    let digits = scanner.take("u") ? 4 : scanner.take("U") ? 8 : 0
    guard digits > 0 else { throw scanner.failure("this escape is not known") }
    guard let scalar = Unicode.Scalar(try scanner.hexadecimal(digits: digits)) else {
      throw scanner.failure("there is no such character")
    }
    return scalar
  }

  private func unfinishedText() -> FileProblem {
    scanner.next == nil || scanner.next == 0x0A || scanner.next == 0x0D
      ? scanner.failure("a text has no closing quote")
      : scanner.failure("a text holds a control character")
  }
}

private let tomlEscapes: [UInt8: Unicode.Scalar] = [
  UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "b"): "\u{8}",
  UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r",
  UInt8(ascii: "t"): "\t",
]

/// Whether a byte may stand in a text as it is.
private func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }
