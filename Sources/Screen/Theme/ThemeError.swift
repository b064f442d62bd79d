import Experiments

/// Why a theme could not be made from its source.
public enum ThemeError: Error, Hashable, Sendable {
  case unknownTheme(name: String, nearest: String?)
  case cyclicInheritance(names: [String])
  case malformedColor(theme: String, entry: String, value: String)
  case reservedPaletteName(theme: String, name: String)
  case unknownColor(theme: String, role: String, word: String, nearest: String?)
  case unknownRole(theme: String, role: String, nearest: String?)
  case unknownPromise(theme: String, promise: String)
  case misplacedWord(theme: String, role: String, word: String)
}

extension ThemeError: CustomStringConvertible {
  /// What is wrong, where, and what to write instead.
  public var description: String {
    switch self {
    case .unknownTheme(let name, let nearest):
      "no theme is called \(quoted(name))"
        + (nearest == nil ? "; name a bundled theme or a .toml file" : advice(nearest))
    case .cyclicInheritance(let names):
      "themes inherit from each other in a circle: "
        + names.map(quoted).joined(separator: " inherits ")
    case .malformedColor(let theme, let entry, let value):
      "theme \(quoted(theme)): \(quoted(entry)) is \(quoted(value)); write a colour as #rrggbb"
    case .reservedPaletteName(let theme, let name):
      "theme \(quoted(theme)): a palette colour cannot be called \(quoted(name)), "
        + "which has a meaning in roles; give it another name"
    case .unknownColor(let theme, let role, let word, let nearest):
      "theme \(quoted(theme)), role \(quoted(role)): \(quoted(word)) is neither in the palette "
        + "nor an attribute (bold, dim, italic, underline, reverse)\(advice(nearest))"
    case .unknownRole(let theme, let role, let nearest):
      "theme \(quoted(theme)): there is no role \(quoted(role))\(advice(nearest))"
    case .unknownPromise(let theme, let promise):
      "theme \(quoted(theme)): there is no promise \(quoted(promise)); there are "
        + ThemePromise.allCases.map { quoted($0.rawValue) }.joined(separator: " and ")
    case .misplacedWord(let theme, let role, let word):
      "theme \(quoted(theme)), role \(quoted(role)): \(quoted(word)) stands where no colour can; "
        + "write [COLOUR] [on COLOUR] [ATTRIBUTE...]"
    }
  }

  private func advice(_ nearest: String?) -> String {
    nearest.map { "; did you mean \(quoted($0))?" } ?? ""
  }

  private func quoted(_ text: String) -> String { "\"\(PrintableText(text, limit: 60))\"" }
}
