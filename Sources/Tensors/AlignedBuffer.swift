/// A fixed number of doubles in memory that begins on a cache line.
public typealias AlignedBuffer = AlignedStorage<Double>

/// A fixed number of floats in memory that begins on a cache line.
public typealias FloatBuffer = AlignedStorage<Float>

/// A fixed number of numbers in memory that begins on a cache line (64 bytes).
///
/// The values start as zero; up to the end of the last cache line there are zeros as well, which
/// vector kernels may read. A buffer is deliberately not `Sendable`: it belongs to one task at a
/// time. Workers of a `ThreadPool` write disjoint parts of it while their caller waits; results
/// that must outlive a step are copied into an array.
public final class AlignedStorage<Element: BitwiseCopyable & Numeric> {
  public let count: Int
  public let start: UnsafeMutablePointer<Element>
  @usableFromInline let memory: ZeroedMemory

  /// Bytes of a cache line.
  @inlinable public static var alignment: Int { 64 }

  @inlinable public init(count: Int, lifetime: Lifetime = .brief) {
    precondition(count >= 0)
    self.count = count
    let lines = (count * MemoryLayout<Element>.stride + Self.alignment - 1) / Self.alignment
    memory = ZeroedMemory(
      byteCount: max(lines, 1) * Self.alignment, alignment: Self.alignment, lifetime: lifetime)
    start = memory.start.bindMemory(
      to: Element.self, capacity: memory.byteCount / MemoryLayout<Element>.stride)
  }

  @inlinable public convenience init(_ values: some Collection<Element>) {
    self.init(count: values.count)
    _ = mutableValues.update(fromContentsOf: values)
  }

  @inlinable deinit { memory.giveBack() }

  /// The contents, valid while the buffer lives. (An array of buffers may be released as soon as
  /// it is last mentioned; `withExtendedLifetime` prevents that.)
  @inlinable public var values: UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: start, count: count)
  }

  /// The contents for writing, valid while the buffer lives.
  @inlinable public var mutableValues: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: start, count: count)
  }

  /// The contents in an array.
  @inlinable public func copy() -> [Element] {
    withExtendedLifetime(self) { Array(values) }
  }

  @inlinable public subscript(index: Int) -> Element {
    get { mutableValues[index] }
    set { mutableValues[index] = newValue }
  }
}
