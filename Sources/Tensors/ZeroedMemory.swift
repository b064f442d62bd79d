import Glibc

/// Memory that starts as zero.
///
/// Much of it is mapped by itself: what is given back leaves the process at once, instead of
/// lying between other pieces of the heap, and what nobody touches costs nothing.
@usableFromInline struct ZeroedMemory {
  @usableFromInline let start: UnsafeMutableRawPointer
  @usableFromInline let byteCount: Int

  /// Bytes from which on memory is mapped by itself.
  private static let worthMapping = 1 << 18

  @usableFromInline init(byteCount: Int, alignment: Int) {
    self.byteCount = byteCount
    if byteCount >= Self.worthMapping {
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
    if byteCount >= Self.worthMapping {
      munmap(start, byteCount)
    } else {
      start.deallocate()
    }
  }
}
