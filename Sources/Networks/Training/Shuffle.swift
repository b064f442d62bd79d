import Tensors

/// A random order of 0 ..< `count` that needs no memory: where a number goes is computed.
///
/// A Feistel cipher permutes the numbers of 2n bits, with Philox (Salmon et al. 2011) as its round
/// function; whoever lands beyond `count` is sent on until it lands inside (Black & Rogaway 2002,
/// section 4, cycle walking).
struct Shuffle {
  let count: Int
  private let key: SIMD2<UInt32>
  private let epoch: UInt32
  /// Bits of either half.
  private let bits: UInt32
  private let kernels: Kernels

  private static let rounds: UInt32 = 4

  init(count: Int, seed: UInt64, epoch: Int, kernels: Kernels) {
    precondition(count >= 1 && count <= 1 << 40)
    self.count = count
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.epoch = UInt32(truncatingIfNeeded: epoch)
    let needed = UInt32(Int.bitWidth - (count - 1).leadingZeroBitCount)
    bits = max(1, (needed + 1) / 2)
    self.kernels = kernels
  }

  /// What stands at a place of the order.
  subscript(place: Int) -> Int {
    precondition(0..<count ~= place)
    var number = permuted(place)
    while number >= count { number = permuted(number) }
    return number
  }

  private func permuted(_ number: Int) -> Int {
    let mask: UInt32 = 1 << bits - 1
    var left = UInt32(number >> Int(bits)), right = UInt32(number) & mask
    for round in 0..<Self.rounds {
      let words = kernels.philox(
        counter: SIMD4(right, round, epoch, TrainingDraw.order.rawValue), key: key)
      (left, right) = (right, left ^ (words[0] & mask))
    }
    return Int(left) << Int(bits) | Int(right)
  }
}
