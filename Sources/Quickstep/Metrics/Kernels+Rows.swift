import Tensors

// Of two rows, bits as `compare` has them. In the plane a call costs more than its numbers.
extension Kernels {
  @inline(__always)
  func squaredDistance(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>
  ) -> Double {
    guard x.count == 2 else { return compare(x, y).squaredDistance }
    let d = (x[0] - y[0], x[1] - y[1])
    return d.0 * d.0 + d.1 * d.1
  }
}
