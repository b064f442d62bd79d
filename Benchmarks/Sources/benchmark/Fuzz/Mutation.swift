/// Random numbers of a seed (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 to `count` - 1; 0 where there is none.
  mutating func below(_ count: Int) -> Int { count > 0 ? Int(next() % UInt64(count)) : 0 }

  mutating func choice<T>(_ values: [T]) -> T { values[below(values.count)] }

  /// A range of at most `longest` within `count` elements.
  mutating func range(in count: Int, longest: Int) -> Range<Int> {
    let start = below(count + 1)
    return start..<(start + below(min(longest, count - start) + 1))
  }
}

/// A way to damage bytes. `others` are valid files to take pieces from.
typealias Mutation =
  @Sendable (_ bytes: inout [UInt8], _ dice: inout Dice, _ others: [[UInt8]]) -> Void

let mutations: [Mutation] = [
  flippedBits, otherBytes, deletion, repetition, splice, otherNumber, nesting, token, otherLength,
  cut,
]

private func flippedBits(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  guard !bytes.isEmpty else { return }
  for _ in 0...dice.below(4) { bytes[dice.below(bytes.count)] ^= 1 << UInt8(dice.below(8)) }
}

private func otherBytes(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  for index in dice.range(in: bytes.count, longest: 6) {
    bytes[index] = UInt8(truncatingIfNeeded: dice.next())
  }
}

private func deletion(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  bytes.removeSubrange(dice.range(in: bytes.count, longest: 40))
}

private func repetition(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  let piece = Array(bytes[dice.range(in: bytes.count, longest: 100)])
  let place = dice.below(bytes.count + 1)
  bytes.insert(contentsOf: (0...dice.below(8)).flatMap { _ in piece }, at: place)
}

private func splice(_ bytes: inout [UInt8], _ dice: inout Dice, _ others: [[UInt8]]) {
  let other = dice.choice(others)
  bytes.replaceSubrange(
    dice.range(in: bytes.count, longest: 100),
    with: other[dice.range(in: other.count, longest: 200)])
}

private func otherNumber(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  let from = dice.below(bytes.count)
  guard let start = bytes[from...].firstIndex(where: digits.contains) else { return }
  let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
  let number = dice.choice([
    "0", "1", "2", "3", "4", "6", "8", "12", "16", "-1", "-0", "1.5", "1e3", "1e400", "00", "",
    "4294967295", "4294967296", "9223372036854775807", "9223372036854775808",
    "18446744073709551616", "NaN", "Infinity", "\(dice.below(64))", "\(dice.next())",
    String(repeating: "9", count: dice.below(400)),
  ])
  bytes.replaceSubrange(start..<end, with: number.utf8)
}

private func nesting(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  let opening = dice.choice(["[", "{\"a\":", "{\"__metadata__\":", "[{\"a\":[", "\"", "\\u00"])
  let depth = dice.below(dice.below(8) == 0 ? 5000 : 50)
  let text = String(repeating: opening, count: depth)
  bytes.insert(contentsOf: text.utf8, at: dice.below(bytes.count + 1))
}

private func token(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  let token = dice.choice([
    "{", "}", "[", "]", ",", ":", "\"", "null", "true", "\\", "\\u0061", "\\ud800", "\u{1B}[2J",
    "__metadata__", "dtype", "shape", "data_offsets", "F16", "F32", "I64", "BOOL", "F8_E5M2",
    "\u{FEFF}", "\u{0}", "\"a\":{}", "\"x\":1,", "é", "e\u{301}", "\u{1F600}",
  ])
  bytes.replaceSubrange(dice.range(in: bytes.count, longest: 8), with: token.utf8)
}

private func otherLength(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  guard bytes.count >= 8 else { return }
  let length = dice.choice([
    UInt64(bytes.count - 8), UInt64(bytes.count), UInt64(dice.below(bytes.count)), 0, 1, 2,
    100_000_000, 100_000_001, .max, 1 << 63, dice.next(),
  ])
  setLength(length, of: &bytes)
}

private func cut(_ bytes: inout [UInt8], _ dice: inout Dice, _: [[UInt8]]) {
  bytes.removeLast(dice.below(bytes.count + 1))
}

/// Writes the length of the header.
func setLength(_ length: UInt64, of bytes: inout [UInt8]) {
  for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: length >> (8 * UInt64(index))) }
}
