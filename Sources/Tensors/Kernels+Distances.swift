import CKernels

/// Eight sorted lists beside each other.
public struct SortedLists: @unchecked Sendable {
  // Nothing is written after `init`, which is why it may be shared.

  public let count: Int
  private let rows: AlignedBuffer

  /// How many lists there are.
  public static let lanes = 8

  /// Rows projected on eight directions.
  /// - Parameters:
  ///   - x: rows of as many coordinates as the directions have, of finite numbers.
  ///   - directions: [coordinate][8].
  public init(
    _ x: UnsafeBufferPointer<Double>, on directions: UnsafeBufferPointer<Double>,
    with kernels: Kernels
  ) {
    let width = directions.count / Self.lanes
    precondition(width > 0 && directions.count == width * Self.lanes && x.count % width == 0)
    count = x.count / width
    var padded = 4
    while padded < count { padded *= 2 }
    rows = AlignedBuffer(count: padded * Self.lanes)
    guard let start = x.baseAddress else { return }
    kernels.table.pointee.project_sorted(
      rows.start, padded, start, count, width, directions.baseAddress!)
  }

  /// For each list the mean squared distance of its numbers to those that are as far down the other:
  /// W2² where this one is at least as long, and an estimate of it otherwise.
  public func squaredDistances(to other: SortedLists, with kernels: Kernels) -> [Double] {
    var sums = [Double](repeating: 0, count: Self.lanes)
    kernels.table.pointee.quantile_distances(
      &sums, other.rows.start, other.count, rows.start, count)
    return sums.map { $0 / Double(count) }
  }
}

/// Rows turned, so that coordinates of neighbouring rows lie beside each other.
public struct SampleColumns: @unchecked Sendable {
  // Nothing is written after `init`, which is why it may be shared.

  public let count: Int
  private let stride: Int
  private let columns: AlignedBuffer

  /// - Parameter x: rows of `width` coordinates.
  public init(_ x: UnsafeBufferPointer<Double>, width: Int) {
    precondition(width > 0 && x.count % width == 0)
    count = x.count / width
    stride = (count + 7) / 8 * 8
    columns = AlignedBuffer(count: stride * width)
    for row in 0..<count {
      for i in 0..<width { columns[i * stride + row] = x[row * width + i] }
    }
  }

  /// sum_n e^(scale |x - y_n|²) over the first rows y_n.
  public func gaussianSum(
    around x: UnsafeBufferPointer<Double>, first count: Int, scale: Double, with kernels: Kernels
  ) -> Double {
    precondition(count <= self.count)
    return kernels.table.pointee.gaussian_sum(
      x.baseAddress!, x.count, columns.start, stride, count, scale)
  }
}
