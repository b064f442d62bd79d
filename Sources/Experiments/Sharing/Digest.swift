/// 128 bits that stand for how something was made: what was made in the same way has the same digest,
/// and two that differ meet with a probability of about 2^-128.
///
/// Two lanes of 64 bits take every word through the finaliser of SplitMix64 (Steele, Lea & Flood
/// 2014), each in its own way. It guards against chance, not against malice, and is no checksum of
/// files.
public struct Digest: Hashable, Sendable {
  public let high, low: UInt64

  /// Of words, doubles and texts, in their order.
  public struct Builder: Sendable {
    private var high: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var low: UInt64 = 0xD1B5_4A32_D192_ED03

    public init() {}

    public mutating func add(_ word: UInt64) {
      high = mixed(high ^ word)
      low = mixed((low << 23 | low >> 41) &+ (word ^ 0xA076_1D64_78BD_642F))
    }

    public mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    /// Its bits: 0 and -0 differ.
    public mutating func add(_ number: Double) { add(number.bitPattern) }

    public mutating func add(_ digest: Digest) {
      add(digest.high)
      add(digest.low)
    }

    /// Its length first, so that texts that follow each other are told apart.
    public mutating func add(_ text: String) {
      var word: UInt64 = 0
      add(text.utf8.count)
      for (index, byte) in text.utf8.enumerated() {
        word = word << 8 | UInt64(byte)
        if index % 8 == 7 { add(word) }
      }
      add(word)
    }

    public var digest: Digest {
      Digest(high: mixed(high &+ low), low: mixed(low ^ (high << 32 | high >> 32)))
    }
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// - Parameter add: what it is of.
  public init(_ add: (inout Builder) -> Void) {
    var builder = Builder()
    add(&builder)
    self = builder.digest
  }
}

/// The finaliser of SplitMix64, one to one.
private func mixed(_ word: UInt64) -> UInt64 {
  var z = word
  z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
  return z ^ z >> 31
}
