import CKernels

/// Points y_i whose cells cover a space: x lies in the cell of the largest <x, y_i> + h_i, and a
/// height h_i makes its cell larger or smaller (a power diagram).
///
/// Products are in single precision, which decides between cells well enough; their bits may differ
/// between instruction sets, not between threads.
public final class PowerCells: Sendable {
  public let count: Int
  public let dimension: Int
  private let packed: [Float]
  private let kernels: Kernels

  /// Rows that are looked at together.
  private static let rowsAtOnce = 64

  /// - Parameter points: at least one row of `dimension` numbers.
  public init(_ points: [Double], dimension: Int, with kernels: Kernels) {
    let count = points.count / dimension
    self.count = count
    self.dimension = dimension
    self.kernels = kernels
    let table = kernels.floats.pointee
    packed = [Float](unsafeUninitializedCapacity: table.packed_count(dimension, count)) {
      buffer, filled in
      table.pack_transposed(
        buffer.baseAddress!, points.map(Float.init), dimension, dimension, count)
      filled = buffer.count
    }
  }

  /// The cells of many x, cut into shares that threads take by turns.
  /// - Parameters:
  ///   - rows: how many x there are.
  ///   - fill: writes some of them, row by row.
  ///   - visit: told a row's index and all its <x, y_i> + h_i; called on any thread.
  public func visit(
    _ rows: Int, heights: [Float],
    fill: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Double>) -> Void,
    _ visit: @Sendable (Int, UnsafeBufferPointer<Float>) -> Void
  ) {
    precondition(heights.count == count)
    let atOnce = Self.rowsAtOnce, (n, d) = (count, dimension)
    kernels.pool.parallelFor((rows + atOnce - 1) / atOnce) { share in
      let range = share * atOnce..<min((share + 1) * atOnce, rows)
      let x = AlignedBuffer(count: range.count * d)
      let single = FloatBuffer(count: range.count * d), sums = FloatBuffer(count: range.count * n)
      fill(range, x.mutableValues)
      for i in 0..<x.count { single[i] = Float(x[i]) }
      heights.withUnsafeBufferPointer { heights in
        var epilogue = ck_epilogue()
        epilogue.bias = heights.baseAddress
        kernels.floats.pointee.multiply(
          sums.start, n, single.start, d, packed, range.count, n, d, &epilogue)
      }
      for row in 0..<range.count {
        visit(
          range.lowerBound + row, UnsafeBufferPointer(start: sums.start + row * n, count: n))
      }
    }
  }
}

extension UnsafeBufferPointer<Float> {
  /// The index of the largest number; the first of equal ones.
  public var largest: Int {
    var best = 0
    for i in 1..<Swift.max(1, count) where self[i] > self[best] { best = i }
    return best
  }
}
