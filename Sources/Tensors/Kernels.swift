import CKernels

/// The vector kernels: one instruction set and the pool that shares out large arrays.
///
/// Results do not depend on the pool: work is cut into chunks fixed by the problem.
///
/// ```swift
/// let kernels = Kernels(pool: ThreadPool(threads: 2))
/// kernels.combine(into: x.mutableValues, [(a, x.values), (b, direction.values)])
/// ```
public struct Kernels: Sendable {
  public let instructionSet: InstructionSet
  public let pool: ThreadPool

  /// Constant tables of functions in the binary, hence safe to share.
  nonisolated(unsafe) let table: UnsafePointer<ck_kernels>
  /// The kernels on floats. Each works on a range of its problem on the calling thread.
  nonisolated(unsafe) package let floats: UnsafePointer<ck_float_kernels>

  /// - Parameter instructionSet: one of `InstructionSet.available`.
  public init(instructionSet: InstructionSet = .best, pool: ThreadPool) {
    guard let table = instructionSet.table, let floats = instructionSet.floatTable else {
      preconditionFailure("this processor lacks \(instructionSet)")
    }
    self.instructionSet = instructionSet
    self.pool = pool
    self.table = table
    self.floats = floats
  }

  /// Elements that one thread takes at a time; less is not worth waking another thread.
  static let grain = 8 * Int(CK_CHUNK)

  /// Calls `body` with consecutive ranges that cover 0 ..< `count`.
  func forRanges(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let grain = Self.grain
    pool.parallelFor((count + grain - 1) / grain) { index in
      body(index * grain..<min((index + 1) * grain, count))
    }
  }
}
