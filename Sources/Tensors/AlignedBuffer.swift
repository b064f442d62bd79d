/// A fixed number of doubles in memory that begins on a cache line (64 bytes).
///
/// The values start as zero. A buffer is deliberately not `Sendable`: it belongs to one task at a
/// time. Workers of a `ThreadPool` write disjoint parts of it while their caller waits; results
/// that must outlive a step are copied into an array.
public final class AlignedBuffer {
  public let count: Int
  public let start: UnsafeMutablePointer<Double>

  /// Bytes of a cache line.
  public static let alignment = 64

  public init(count: Int) {
    precondition(count >= 0)
    self.count = count
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Double>.stride, alignment: Self.alignment)
    start = memory.bindMemory(to: Double.self, capacity: count)
    start.initialize(repeating: 0, count: count)
  }

  public convenience init(_ values: some Collection<Double>) {
    self.init(count: values.count)
    _ = mutableValues.update(fromContentsOf: values)
  }

  deinit {
    UnsafeMutableRawPointer(start).deallocate()
  }

  /// The contents, valid while the buffer lives. (An array of buffers may be released as soon as
  /// it is last mentioned; `withExtendedLifetime` prevents that.)
  public var values: UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: start, count: count)
  }

  /// The contents for writing, valid while the buffer lives.
  public var mutableValues: UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: start, count: count)
  }

  /// The contents in an array.
  public func copy() -> [Double] {
    withExtendedLifetime(self) { Array(values) }
  }

  public subscript(index: Int) -> Double {
    get { mutableValues[index] }
    set { mutableValues[index] = newValue }
  }
}
