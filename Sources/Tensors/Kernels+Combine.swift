import CKernels

extension Kernels {
  /// A coefficient and the array it multiplies.
  public typealias Term = (coefficient: Double, values: UnsafeBufferPointer<Double>)

  /// The most terms of one `combine`.
  public static var maximumTerms: Int { Int(CK_MAX_TERMS) }

  /// out[i] = c0 x0[i] + c1 x1[i] + …, in this order, in one pass over memory.
  ///
  /// The bits are the same under every instruction set. `out` may be one of the inputs.
  /// - Parameter terms: 1 … `maximumTerms`, as long as `out`.
  public func combine(into out: UnsafeMutableBufferPointer<Double>, _ terms: [Term]) {
    precondition((1...Self.maximumTerms).contains(terms.count))
    precondition(terms.allSatisfy { $0.values.count == out.count })
    guard let target = out.baseAddress else { return }
    nonisolated(unsafe) let start = target
    nonisolated(unsafe) let terms = terms
    forRanges(out.count) { range in
      withUnsafeTemporaryAllocation(of: UnsafePointer<Double>.self, capacity: terms.count) { x in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: terms.count) { c in
          for (index, term) in terms.enumerated() {
            x.initializeElement(at: index, to: term.values.baseAddress! + range.lowerBound)
            c.initializeElement(at: index, to: term.coefficient)
          }
          table.pointee.combine(
            start + range.lowerBound, range.count, x.baseAddress!, c.baseAddress!, terms.count)
        }
      }
    }
  }
}
