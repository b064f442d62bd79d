/// The dots of one braille cell, 2 columns and 4 rows.
struct DotPattern: Hashable {
  private(set) var bits: UInt8 = 0

  /// Unicode numbers the dots of a cell by columns, except for the fourth row, which came later.
  private static let bit: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  init() {}

  /// The dots of a braille pattern; `nil` for any other character.
  init?(_ scalar: Unicode.Scalar) {
    guard (0x2800...0x28FF).contains(scalar.value) else { return nil }
    bits = UInt8(scalar.value - 0x2800)
  }

  mutating func formUnion(_ other: DotPattern) { bits |= other.bits }

  mutating func set(_ x: Int, _ y: Int) { bits |= Self.bit[y * 2 + x] }

  var isEmpty: Bool { bits == 0 }

  var scalar: Unicode.Scalar { isEmpty ? " " : Unicode.Scalar(0x2800 + UInt32(bits))! }
}
