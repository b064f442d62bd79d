import Glibc

/// How long an array is needed.
public enum Lifetime: Sendable {
  /// For a moment, again and again: the heap has such memory at hand.
  case brief
  /// For long, as weights are. Much of it is mapped by itself, and leaves the process when it is
  /// given back, instead of lying between other pieces of the heap.
  case long
}

/// Memory that starts as zero.
@usableFromInline struct ZeroedMemory {
  @usableFromInline let start: UnsafeMutableRawPointer
  @usableFromInline let byteCount: Int
  private let isMapped: Bool

  /// Bytes from which on memory is mapped by itself.
  private static let worthMapping = 1 << 18

  @usableFromInline init(byteCount: Int, alignment: Int, lifetime: Lifetime) {
    self.byteCount = byteCount
    isMapped = lifetime == .long && byteCount >= Self.worthMapping
    if isMapped {
      let mapped = mmap(
        nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let mapped, mapped != MAP_FAILED else {
        fatalError("there is no memory for \(byteCount) bytes")
      }
      start = mapped
    } else {
      start = .allocate(byteCount: byteCount, alignment: alignment)
      start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    }
  }

  @usableFromInline func giveBack() {
    if isMapped {
      munmap(start, byteCount)
    } else {
      start.deallocate()
    }
  }
}
