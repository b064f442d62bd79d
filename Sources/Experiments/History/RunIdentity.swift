/// What tells a run from all others, whoever made it: text whose order is that of time.
public struct RunIdentity: Hashable, Comparable, Sendable {
  /// 32 hexadecimal digits.
  public let text: String

  public init(_ text: String) { self.text = text }

  /// A new one: twelve digits of milliseconds, then random ones (as RFC 9562 orders a UUID of version
  /// 7).
  /// - Parameter time: seconds since 1970.
  public init(at time: Double) {
    let milliseconds = UInt64(max(0, time) * 1000)
    let random = UInt64.random(in: 0...UInt64.max)
    let more = UInt64.random(in: 0...0xFFFF)
    text =
      hexadecimal(milliseconds & 0xFFFF_FFFF_FFFF, digits: 12) + hexadecimal(random, digits: 16)
      + hexadecimal(more, digits: 4)
  }

  public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

private func hexadecimal(_ number: UInt64, digits: Int) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: digits - text.count) + text
}
