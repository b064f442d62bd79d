/// A number with what stands behind it: `1e-3`, `5%`, `20ms`, `15k`.
struct UnitNumber: Hashable {
  let value: Double
  /// Small letters; empty where nothing stands there.
  let unit: String

  init?(_ text: String) {
    let digits = text.prefix { !($0.isLetter || $0 == "%") || $0 == "e" || $0 == "E" }
    // An e with nothing behind it is none of an exponent.
    var number = digits
    while !number.isEmpty, Double(number) == nil { number = number.dropLast() }
    guard let value = Double(number), value.isFinite else { return nil }
    self.value = value
    unit = text[number.endIndex...].lowercased()
  }

  /// Seconds by the unit they are told in.
  private static let seconds: [String: Double] = [
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86400,
  ]
  private static let factors: [String: Double] = ["k": 1e3, "m": 1e6, "g": 1e9]

  /// The value in another unit; `nil` where this one does not say that.
  func value(in other: String) -> Double? {
    let other = other.lowercased()
    if unit.isEmpty || unit == other { return value }
    if unit == "%" { return value / 100 }
    if let from = Self.seconds[unit], let to = Self.seconds[other] { return value * from / to }
    return Self.factors[unit].map { $0 * value }
  }
}
