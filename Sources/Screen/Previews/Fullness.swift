import Experiments

/// How full a place of a graph is, 1 being as it should be, and how that looks.
struct Fullness {
  private let value: Double

  init(_ value: Double) { self.value = value }

  /// What counts as about as it should be.
  private static let even = 0.8...1.25

  /// One of each mark, and what it says.
  static let key = [
    (fullness: Fullness(0), name: "<0.8"), (fullness: Fullness(1), name: "1"),
    (fullness: Fullness(.infinity), name: ">1.25"),
  ]

  /// The number with two figures.
  var text: String { value < 1e-4 ? "0" : spreadText(value) }

  /// A mark that tells by its shape what its colour tells.
  func mark(_ look: Look, _ colors: ColorMap?) -> Cell {
    var style = look.style(.text)
    if let colors, !value.isNaN {
      // 0 is as cold as it gets, 1 is grey, and half is as cold as double is hot.
      let fill = max(0, value)
      style.foreground = colors[1 - 1 / (1 + fill * fill)]
    }
    return Cell(scalar(at: look.glyphs), style)
  }

  private func scalar(at level: DisplayCapabilities.GlyphLevel) -> Unicode.Scalar {
    let isASCII = level == .ascii
    if value.isNaN { return "?" }
    if value < Self.even.lowerBound { return isASCII ? "v" : "○" }
    return value <= Self.even.upperBound
      ? (isASCII ? "o" : "◐") : (isASCII ? "^" : Glyph.running.scalar)
  }
}
