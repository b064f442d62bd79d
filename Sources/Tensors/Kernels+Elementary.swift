import CKernels

extension Kernels {
  /// out[i] = e^x[i], to 1 ulp: 0 below -708, infinity above 709.79. `out` may be `x`.
  public func exp(_ out: UnsafeMutableBufferPointer<Double>, _ x: UnsafeBufferPointer<Double>) {
    apply(table.pointee.exp, out, x)
  }

  /// out[i] = ln x[i], to 1 ulp: -infinity at 0, NaN below 0. `out` may be `x`.
  public func log(_ out: UnsafeMutableBufferPointer<Double>, _ x: UnsafeBufferPointer<Double>) {
    apply(table.pointee.log, out, x)
  }

  private func apply(
    _ function: @convention(c) (UnsafeMutablePointer<Double>, UnsafePointer<Double>, Int) -> Void,
    _ out: UnsafeMutableBufferPointer<Double>, _ x: UnsafeBufferPointer<Double>
  ) {
    precondition(out.count == x.count)
    guard let targetBase = out.baseAddress, let sourceBase = x.baseAddress else { return }
    nonisolated(unsafe) let target = targetBase
    nonisolated(unsafe) let source = sourceBase
    nonisolated(unsafe) let function = function
    forRanges(out.count) { range in
      function(target + range.lowerBound, source + range.lowerBound, range.count)
    }
  }
}
