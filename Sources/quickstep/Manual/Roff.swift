/// A manual page as it is being written, in the macros of man(7).
struct Roff {
  private(set) var text = ""

  init(title: String, section: Int, version: String) {
    text = ".TH \(title.uppercased()) \(section) \"\" \"\(title) \(version)\" \"User Commands\"\n"
  }

  mutating func section(_ title: String) { text += ".SH \(Self.quoted(title.uppercased()))\n" }

  mutating func subsection(_ title: String) { text += ".SS \(Self.quoted(title))\n" }

  /// Paragraphs; lines that begin with blanks stay lines.
  mutating func paragraphs(_ plain: String) {
    for paragraph in plain.split(separator: "\n", omittingEmptySubsequences: true) {
      text += ".PP\n\(Self.escaped(paragraph))\n"
    }
  }

  /// A term and what it means.
  mutating func term(_ bold: String, value italic: String = "", _ meaning: String) {
    let value = italic.isEmpty ? "" : " \\fI\(Self.inline(italic))\\fR"
    text += ".TP\n\\fB\(Self.inline(bold))\\fR\(value)\n\(Self.escaped(meaning))\n"
  }

  /// Lines as they stand.
  mutating func example(_ lines: String) {
    text += ".PP\n.nf\n.RS 4\n"
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      text += "\(Self.escaped(line))\n"
    }
    text += ".RE\n.fi\n"
  }

  /// A line: what would be a request at its start is text.
  private static func escaped(_ plain: some StringProtocol) -> String {
    let inline = inline(plain)
    return inline.isEmpty || inline.hasPrefix(".") || inline.hasPrefix("'")
      ? "\\&\(inline)" : inline
  }

  private static func inline(_ plain: some StringProtocol) -> String {
    var result = ""
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\n": result += " "
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default: result += "\\[u\(Self.hexadecimal(scalar))]"
      }
    }
    return result
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func quoted(_ plain: String) -> String {
    "\"\(inline(plain).split(separator: "\"").joined(separator: "\\(dq"))\""
  }
}
