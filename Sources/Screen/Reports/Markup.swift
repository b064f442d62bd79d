import Experiments

/// A piece of HTML in which nothing foreign is markup: what is written in the program stands as it is,
/// what is put into it is escaped.
///
/// ```swift
/// let name = "<b>"
/// let markup: Markup = "<td>\(name)</td>"  // <td>&lt;b&gt;</td>
/// ```
struct Markup: ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral value: StaticString) { text = "\(value)" }
  init(stringInterpolation: Pieces) { text = stringInterpolation.text }

  /// The most characters of a text.
  static let limit = 1000

  struct Pieces: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: StaticString) { text += "\(literal)" }

    /// A text from outside, in one line and free of what a terminal would act on where it is copied.
    mutating func appendInterpolation(_ foreign: String, limit: Int = Markup.limit) {
      text += escaped(PrintableText(foreign, limit: limit).text)
    }

    mutating func appendInterpolation(_ count: Int) { text += String(count) }

    /// A length or place in a picture.
    mutating func appendInterpolation(_ length: Double) { text += fixed(length, decimals: 1) }

    /// The shortest digits that read back as the same number, for sorting.
    mutating func appendInterpolation(exactly value: Double) { text += "\(value)" }

    mutating func appendInterpolation(base64 bytes: [UInt8]) { text += Base64.text(bytes) }

    mutating func appendInterpolation(_ color: RGB) { text += color.hex }

    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    mutating func appendInterpolation(_ list: [Markup]) {
      for markup in list { text += markup.text }
    }
  }
}

private func escaped(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

extension Markup {
  static func + (a: Markup, b: Markup) -> Markup { "\(a)\(b)" }
}
