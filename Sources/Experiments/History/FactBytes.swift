/// What runs are found by, as bytes that can be gone through fast: the numbers of terms, four bytes
/// each; the numbers of quantities with their values, four and eight bytes each.
public enum FactBytes {
  public static func terms(_ numbers: [UInt32]) -> [UInt8] {
    numbers.withUnsafeBytes { Array($0) }
  }

  public static func quantities(_ values: [(number: UInt32, value: Double)]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(stride * values.count)
    for (number, value) in values {
      withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
      withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  static let stride = 12

  /// The terms that bytes hold.
  public static func terms(in bytes: UnsafeRawBufferPointer) -> [UInt32] {
    (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self) }
  }

  /// The quantities that bytes hold.
  public static func quantities(
    in bytes: UnsafeRawBufferPointer
  ) -> [(number: UInt32, value: Double)] {
    (0..<bytes.count / stride).map {
      (
        bytes.loadUnaligned(fromByteOffset: stride * $0, as: UInt32.self),
        bytes.loadUnaligned(fromByteOffset: stride * $0 + 4, as: Double.self)
      )
    }
  }
}
