import Tensors

/// Where one sample goes.
protocol RowMap: Sendable {
  /// - Parameter y: as many numbers as `x`; not `x`.
  func apply(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>)
}

/// Takes each sample where its class goes.
struct MapByClass<Row: RowMap>: SampleMap {
  let maps: [Int32: Row]
  let facts: [StartFact]

  func apply(
    _ x: UnsafeBufferPointer<Double>, classes: [Int32],
    into result: UnsafeMutableBufferPointer<Double>, with kernels: Kernels
  ) {
    let width = x.count / max(1, classes.count)
    nonisolated(unsafe) let (x, result) = (x, result)
    kernels.pool.parallelFor(classes.count) { row in
      let range = row * width..<(row + 1) * width
      maps[classes[row]]?.apply(
        UnsafeBufferPointer(rebasing: x[range]),
        into: UnsafeMutableBufferPointer(rebasing: result[range]))
    }
  }
}
