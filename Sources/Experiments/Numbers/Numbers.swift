import Glibc

/// The value with three significant figures: `80.0`, `8.40`, `0.00200`, `1.20e-5`, `12345`; `-` for
/// one that is not known.
///
/// From 0.001 to below 100 000 it is written out (whole numbers of four and five digits in full),
/// otherwise with an exponent. Never depends on the locale.
public func format(_ value: Double?) -> String {
  guard let value else { return "-" }
  guard value.isFinite, value != 0 else { return special(value) }
  let exponent = Decimal(value, figures: 3).exponent
  return exponent >= -3 && abs(value) < 99_999.5
    ? fixed(value, decimals: max(0, 2 - exponent)) : scientific(value, figures: 3)
}

/// The value with at most three significant figures and no zeros that say nothing, as values that
/// a person has set are shown: `80`, `0.002`, `1.5`, `1e-5`.
public func brief(_ value: Double) -> String {
  let text = format(value)
  guard let point = text.firstIndex(of: ".") else { return text }
  let end = text.firstIndex(of: "e") ?? text.endIndex
  var digits = text[..<end]
  while digits.last == "0" { digits.removeLast() }
  if digits.endIndex == text.index(after: point) { digits.removeLast() }
  return String(digits + text[end...])
}

/// How far a number spreads, with two significant figures and without a leading zero: `1.2`,
/// `.034`, `12`, `5e-6`.
public func spreadText(_ spread: Double) -> String {
  guard spread.isFinite, spread >= 1e-4, spread < 1e4 else { return format(spread) }
  let exponent = Int(log10(spread).rounded(.down))
  let text = fixed(spread, decimals: max(0, 1 - exponent))
  return text.hasPrefix("0.") ? String(text.dropFirst()) : text
}

/// A place for the numbers of a column: their points stand below each other, and every number has
/// three significant figures as far as the place has room for an exponent.
public struct NumberPlace: Hashable, Sendable {
  /// Cells before the point, a sign included.
  public let whole: Int
  /// Cells from the point on.
  public let rest: Int

  public init(whole: Int, rest: Int) {
    self.whole = max(1, whole)
    self.rest = max(1, rest)
  }

  /// For numbers of any size: `-99.9`, `999`, `0.00100` and `1.23e-4` have room.
  public static let any = NumberPlace(whole: 3, rest: 6)

  /// In cells.
  public var width: Int { whole + rest }

  /// Where a heading ends that stands over the numbers: below it lies `d.dd`.
  public var headingEnd: Int { whole + min(3, rest) }

  /// The value in exactly ``width`` cells; `-` stands where the last digit before the point would.
  ///
  /// A value that is too large or too small for the place has an exponent, and fewer figures where
  /// that leaves no room for three. What fits in no way is `#`.
  public func text(_ value: Double?) -> String {
    guard let value else { return placed("-") ?? hashes }
    guard value.isFinite, value != 0 else {
      let text = special(value)
      return placed(text) ?? (text.count <= width ? blanks(width - text.count) + text : hashes)
    }
    let exponent = Decimal(value, figures: 3).exponent
    let plain = exponent >= -3 ? [fixed(value, decimals: max(0, 2 - exponent))] : []
    let short = (1...3).reversed().map { scientific(value, figures: $0) }
    return (plain + short).lazy.compactMap(placed).first ?? hashes
  }

  /// The text with its point, or the end of what would stand before it, in its place.
  private func placed(_ text: String) -> String? {
    let before = text.prefix { $0 != "." && $0 != "e" }.count
    let after = text.count - before
    guard before <= whole, after <= rest else { return nil }
    return blanks(whole - before) + text + blanks(rest - after)
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
  private var hashes: String { String(repeating: "#", count: width) }
}

/// `count` decimals, rounded half away from zero.
public func fixed(_ value: Double, decimals: Int) -> String {
  guard abs(value) < 1e15 else {
    return value.isFinite ? scientific(value, figures: 3) : special(value)
  }
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
  let digits = String(decimal.digits)
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
