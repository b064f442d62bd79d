/// Bytes as text (RFC 4648, section 4).
public enum Base64 {
  public static func encode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let count = (bytes.count + 2) / 3 * 4
    return digits.withUnsafeBufferPointer { digits in
      Array(unsafeUninitializedCapacity: count) { output, initialized in
        var at = 0
        for start in stride(from: 0, to: bytes.count, by: 3) {
          let left = min(3, bytes.count - start)
          let a = Int(bytes[start])
          let b = left > 1 ? Int(bytes[start + 1]) : 0
          let c = left > 2 ? Int(bytes[start + 2]) : 0
          let word = a << 16 | b << 8 | c
          output[at] = digits[word >> 18]
          output[at + 1] = digits[word >> 12 & 63]
          output[at + 2] = left > 1 ? digits[word >> 6 & 63] : UInt8(ascii: "=")
          output[at + 3] = left > 2 ? digits[word & 63] : UInt8(ascii: "=")
          at += 4
        }
        initialized = count
      }
    }
  }

  public static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.withUnsafeBytes { encode($0) }, as: UTF8.self)
  }
}
