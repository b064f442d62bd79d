import Tensors

/// Random numbers as a function of seed, text, step and purpose: the same on any number of threads.
struct Dice: Sendable {
  /// Tells apart what numbers of one step are for; bits above these four number blocks of four.
  enum Purpose: UInt32 { case time, place, token, joint, exact }

  private static let purposeBits: UInt32 = 4

  let kernels: Kernels
  let seed: UInt64
  let text: UInt32
  var step: UInt32

  /// In [0, 1), a multiple of 2^-52.
  func uniform(_ purpose: Purpose, _ index: Int = 0) -> Double {
    let words = words(purpose, index, block: 0)
    return Double(UInt64(words.x) << 20 | UInt64(words.y) >> 12) * 0x1p-52
  }

  /// Four words of 32 random bits; a place may ask for many blocks of them.
  func words(_ purpose: Purpose, _ index: Int, block: Int) -> SIMD4<UInt32> {
    kernels.philox(
      counter: SIMD4(
        text, step, purpose.rawValue | UInt32(block) << Self.purposeBits, UInt32(index)),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
  }
}
