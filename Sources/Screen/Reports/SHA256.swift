import Glibc

/// The hash by which a page says which script it lets run (FIPS 180-4, section 6.2).
enum SHA256 {
  static func digest(_ message: [UInt8]) -> [UInt8] {
    var hash = primes(8).map { fraction(of: Double($0).squareRoot()) }
    let padded = padded(message)
    for start in stride(from: 0, to: padded.count, by: 64) {
      take(padded[start..<start + 64], into: &hash)
    }
    return hash.flatMap(bigEndian)
  }

  /// The first 32 bits behind the point.
  private static func fraction(of value: Double) -> UInt32 {
    UInt32((value - value.rounded(.down)) * 4_294_967_296)
  }

  private static let constants = primes(64).map { fraction(of: cbrt(Double($0))) }

  private static func primes(_ count: Int) -> [Int] {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < count {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }

  /// Of whole blocks of 64 bytes, the length in bits at the end.
  private static func padded(_ message: [UInt8]) -> [UInt8] {
    let length = UInt64(message.count) * 8
    let zeros = (119 - message.count % 64) % 64
    return message + [0x80] + [UInt8](repeating: 0, count: zeros)
      + bigEndian(UInt32(truncatingIfNeeded: length >> 32))
      + bigEndian(UInt32(truncatingIfNeeded: length))
  }

  private static func take(_ block: ArraySlice<UInt8>, into hash: inout [UInt32]) {
    var w = [UInt32](repeating: 0, count: 64)
    for (offset, byte) in block.enumerated() { w[offset / 4] = w[offset / 4] << 8 | UInt32(byte) }
    for t in 16..<64 {
      let s0 = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ w[t - 15] >> 3
      let s1 = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ w[t - 2] >> 10
      w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
    }
    var v = hash
    for t in 0..<64 {
      let s1 = rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)
      let choice = v[4] & v[5] ^ ~v[4] & v[6]
      let t1 = v[7] &+ s1 &+ choice &+ constants[t] &+ w[t]
      let s0 = rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)
      let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
      v = [t1 &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ t1, v[4], v[5], v[6]]
    }
    for index in hash.indices { hash[index] &+= v[index] }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static func bigEndian(_ word: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
  }
}
