import Glibc

/// The random numbers of PyTorch's CPU generator (`torch.Generator().manual_seed(seed)`): the same
/// bits of the Mersenne Twister, made normal in the same way.
///
/// The twister is that of Matsumoto and Nishimura 1998 (MT19937). PyTorch makes normals in blocks of
/// sixteen with single-precision functions of its own, so that a number can differ from its in the
/// last digit.
package struct TorchGenerator {
  private var twister: MersenneTwister
  /// The second of a pair of normals that were made one by one.
  private var spare: Double?

  /// - Parameter seed: PyTorch keeps its lower 32 bits.
  package init(seed: UInt64) { twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed)) }

  /// What `torch.randn` of so many numbers gives.
  package mutating func normals(_ count: Int) -> [Float] {
    if count < Self.block { return (0..<count).map { _ in Float(normal()) } }
    var values = (0..<count).map { _ in uniform() }
    for start in stride(from: 0, through: count - Self.block, by: Self.block) {
      makeNormal(&values[start..<start + Self.block])
    }
    if count % Self.block != 0 {
      // The last sixteen are drawn anew, those of them too that were done.
      let tail = count - Self.block..<count
      for index in tail { values[index] = uniform() }
      makeNormal(&values[tail])
    }
    return values
  }

  private static let block = 16

  /// In [0, 1), of 24 bits.
  private mutating func uniform() -> Float {
    Float(twister.next() & 0xFF_FFFF) / 0x1p24
  }

  /// In [0, 1), of 53 bits.
  private mutating func preciseUniform() -> Double {
    let high = UInt64(twister.next()), low = UInt64(twister.next())
    return Double((high << 32 | low) & (1 << 53 - 1)) / 0x1p53
  }

  /// One normal in double precision; every second comes from the pair before (Box and Muller 1958).
  private mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let angle = 2 * Double.pi * preciseUniform()
    let radius = sqrt(-2 * log1p(-preciseUniform()))
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  /// Sixteen uniforms become normals: the first eight are radii, the others angles.
  private func makeNormal(_ values: inout ArraySlice<Float>) {
    let half = Self.block / 2
    for first in values.startIndex..<values.startIndex + half {
      let radius = (-2 * Float(log(Double(1 - values[first])))).squareRoot()
      let angle = Double(Float(2 * Double.pi) * values[first + half])
      values[first] = radius * Float(cos(angle))
      values[first + half] = radius * Float(sin(angle))
    }
  }
}

/// MT19937 (Matsumoto and Nishimura 1998).
private struct MersenneTwister {
  private static let size = 624, middle = 397
  private var state: [UInt32]
  private var used = size

  init(seed: UInt32) {
    state = [seed]
    for index in 1..<Self.size {
      let last = state[index - 1]
      state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
    }
  }

  mutating func next() -> UInt32 {
    if used == Self.size { renew() }
    var word = state[used]
    used += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9D2C_5680
    word ^= word << 15 & 0xEFC6_0000
    return word ^ word >> 18
  }

  private mutating func renew() {
    for index in 0..<Self.size {
      let word = state[index] & 0x8000_0000 | state[(index + 1) % Self.size] & 0x7FFF_FFFF
      state[index] =
        state[(index + Self.middle) % Self.size] ^ word >> 1 ^ (word & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    used = 0
  }
}
