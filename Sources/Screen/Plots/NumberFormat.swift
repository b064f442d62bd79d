import Glibc

/// The value with three significant figures, as short as they allow: `80.0`, `8.40`, `0.00200`,
/// `1.2e-5`, `12345`; `-` for one that is not known.
///
/// From 0.001 to below 100 000 it is written out (whole numbers of four and five digits in full),
/// otherwise with an exponent, trailing zeros left out. Never depends on the locale.
public func format(_ value: Double?) -> String {
  guard let value else { return "-" }
  guard value.isFinite, value != 0 else { return special(value) }
  let exponent = Decimal(value, figures: 3).exponent
  return exponent >= -3 && abs(value) < 99_999.5
    ? fixed(value, decimals: max(0, 2 - exponent)) : scientific(value, figures: 3)
}

/// The value in exactly `width` cells, so that the decimal points of a column stand below each
/// other: three significant figures as far as the column has room for decimals.
///
/// - Parameter whole: cells before the point, the sign included. A value whose whole part needs
///   more, or of which fewer than two figures would remain, stands against the right edge, with an
///   exponent if that is what fits; `#` fills a column too narrow for any of this.
public func format(_ value: Double?, width: Int, whole: Int = 2) -> String {
  guard let value else { return padded("-", width: width, whole: whole) }
  guard value.isFinite, value != 0 else {
    return value == 0
      ? padded("0", width: width, whole: whole) : rightAligned([special(value)], width: width)
  }
  let exponent = Decimal(value, figures: 3).exponent
  let decimals = min(max(0, 2 - exponent), max(0, width - whole - 1))
  let text = fixed(value, decimals: decimals)
  let wholeWidth = cellWidth(String(text.prefix { $0 != "." }))
  let figures = exponent + 1 + decimals
  if figures >= 2, wholeWidth <= whole {
    return padded(text, width: width, whole: whole)
  }
  let short = (1...3).reversed().map { scientific(value, figures: $0) }
  return rightAligned((exponent >= 0 ? [format(value)] : []) + short, width: width)
}

/// `count` decimals, rounded half away from zero.
func fixed(_ value: Double, decimals: Int) -> String {
  guard abs(value) < 1e15 else { return scientific(value, figures: 3) }
  let scale = pow(10, Double(min(decimals, 15)))
  let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
  guard scaled < 9e18 else { return scientific(value, figures: 3) }
  var digits = String(Int64(scaled))
  let missing = decimals + 1 - digits.utf8.count
  if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard decimals > 0 else { return sign + digits }
  return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
}

private func special(_ value: Double) -> String {
  value.isNaN ? "nan" : value == 0 ? "0" : value < 0 ? "-inf" : "inf"
}

private func scientific(_ value: Double, figures: Int) -> String {
  let decimal = Decimal(value, figures: figures)
  var digits = String(decimal.digits)
  while digits.count > 1, digits.last == "0" { digits.removeLast() }
  let rest = digits.dropFirst()
  let mantissa = digits.prefix(1) + (rest.isEmpty ? "" : "." + rest)
  return (value < 0 ? "-" : "") + mantissa + "e\(decimal.exponent)"
}

/// The magnitude of a finite number other than 0: `digits` * 10^(`exponent` - figures + 1).
private struct Decimal {
  var digits: Int
  var exponent: Int

  init(_ value: Double, figures: Int) {
    let magnitude = abs(value)
    exponent = Int(log10(magnitude).rounded(.down))
    func scaled(_ exponent: Int) -> Int {
      // In two factors, since 10^323 is not a Double.
      let shift = figures - 1 - exponent
      let half = shift / 2
      let product = magnitude * pow(10, Double(half)) * pow(10, Double(shift - half))
      return Int(product.rounded(.toNearestOrAwayFromZero))
    }
    let limit = Int(pow(10, Double(figures)))
    digits = scaled(exponent)
    // Rounding can add a figure, and the logarithm of a power of ten can come out a hair too small.
    if digits >= limit {
      exponent += 1
      digits = scaled(exponent)
    }
  }
}

private func padded(_ text: String, width: Int, whole: Int) -> String {
  let before = max(0, whole - cellWidth(String(text.prefix { $0 != "." })))
  let after = width - before - cellWidth(text)
  guard after >= 0 else { return rightAligned([text], width: width) }
  return String(repeating: " ", count: before) + text + String(repeating: " ", count: after)
}

/// The first of the texts that fits.
private func rightAligned(_ texts: [String], width: Int) -> String {
  guard let text = texts.first(where: { cellWidth($0) <= width }) else {
    return String(repeating: "#", count: max(0, width))
  }
  return String(repeating: " ", count: width - cellWidth(text)) + text
}
