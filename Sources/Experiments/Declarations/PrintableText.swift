/// Text that a terminal can show without acting on it: every control character, escape sequence,
/// line break and invisible formatting character (bidirectional overrides, zero-width marks) is
/// replaced by a visible escape such as `\e`, `\n` or `\u{202e}`, and the length is bounded.
///
/// Text from outside (file names, file contents, arguments, pasted text) is turned into this type
/// once, where it enters.
///
/// ```swift
/// PrintableText("ring\u{1B}[2J").text  // "ring\e[2J", seven harmless characters
/// ```
public struct PrintableText: Hashable, Sendable, CustomStringConvertible {
  /// The text, free of anything a terminal acts on.
  public let text: String

  /// - Parameters:
  ///   - raw: any text.
  ///   - limit: the most characters (Unicode scalars) kept, at least 8. Of a longer text the
  ///     start and the end stay, with `...` between them.
  public init(_ raw: String, limit: Int = 300) {
    precondition(limit >= 8)
    let head = Array(raw.unicodeScalars.prefix(limit + 1))
    guard head.count > limit else {
      text = escaped(head)
      return
    }
    let tail = (limit - 3) / 2
    text =
      escaped(head.prefix(limit - 3 - tail)) + "..." + escaped(raw.unicodeScalars.suffix(tail))
  }

  public var description: String { text }
}

extension PrintableText: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value) }
}

private func escaped(_ scalars: some Sequence<Unicode.Scalar>) -> String {
  var result = String.UnicodeScalarView()
  for scalar in scalars {
    if isPrintable(scalar) {
      result.append(scalar)
    } else {
      result.append(contentsOf: escape(for: scalar).unicodeScalars)
    }
  }
  return String(result)
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator:
    return false
  default: return true
  }
}

private func escape(for scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\u{1B}": "\\e"
  case "\n": "\\n"
  case "\r": "\\r"
  case "\t": "\\t"
  default: "\\u{" + String(scalar.value, radix: 16) + "}"
  }
}
