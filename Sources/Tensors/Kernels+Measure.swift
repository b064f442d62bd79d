import CKernels

/// What one pass over a state finds out.
public struct Measure: Equatable, Sendable {
  public var sumOfSquares = 0.0
  /// Largest |x| of the elements that are not NaN; 0 for an empty state.
  public var largest = 0.0
  /// Where the first NaN or infinity is.
  public var firstNonfinite: Int?
}

/// What one pass over two states x, y finds out.
public struct Comparison: Equatable, Sendable {
  /// sum (x - y)^2
  public var squaredDistance = 0.0
  /// sum x y
  public var dot = 0.0
  /// sum x^2 and sum y^2
  public var sumsOfSquares = (x: 0.0, y: 0.0)

  /// The cosine of the angle between x and y; NaN if one of them is zero.
  public var cosine: Double {
    dot / (sumsOfSquares.x.squareRoot() * sumsOfSquares.y.squareRoot())
  }

  public static func == (a: Comparison, b: Comparison) -> Bool {
    a.squaredDistance == b.squaredDistance && a.dot == b.dot && a.sumsOfSquares == b.sumsOfSquares
  }
}

extension Kernels {
  /// Sum of squares, largest magnitude and first non-finite element of `x`, in one pass.
  ///
  /// Partial sums are taken over chunks of 4096 elements and added in order, so the bits do not
  /// depend on threads or instruction set.
  public func measure(_ x: UnsafeBufferPointer<Double>) -> Measure {
    guard let base = x.baseAddress else { return Measure() }
    nonisolated(unsafe) let start = base
    return reduce(x.count, into: Measure()) { range in
      table.pointee.measure(start + range.lowerBound, range.count)
    } add: { total, part, range in
      total.sumOfSquares += part.sum_squares
      total.largest = max(total.largest, part.max_abs)
      if total.firstNonfinite == nil, part.first_nonfinite >= 0 {
        total.firstNonfinite = range.lowerBound + part.first_nonfinite
      }
    }
  }

  /// Distance, dot product and squares of two arrays of equal length, in one pass; bits as for
  /// `measure`.
  public func compare(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>
  ) -> Comparison {
    precondition(x.count == y.count)
    guard let firstBase = x.baseAddress, let secondBase = y.baseAddress else { return Comparison() }
    nonisolated(unsafe) let first = firstBase
    nonisolated(unsafe) let second = secondBase
    return reduce(x.count, into: Comparison()) { range in
      table.pointee.compare(first + range.lowerBound, second + range.lowerBound, range.count)
    } add: { total, part, _ in
      total.squaredDistance += part.difference_squares
      total.dot += part.dot
      total.sumsOfSquares.x += part.x_squares
      total.sumsOfSquares.y += part.y_squares
    }
  }

  /// Computes a partial result for each chunk and adds them in the order of the chunks.
  private func reduce<Part, Total>(
    _ count: Int, into start: Total, part: @Sendable (Range<Int>) -> Part,
    add: (inout Total, Part, Range<Int>) -> Void
  ) -> Total {
    let chunk = Int(CK_CHUNK)
    var total = start
    guard count > Self.grain else {
      for lower in stride(from: 0, to: count, by: chunk) {
        let range = lower..<min(lower + chunk, count)
        add(&total, part(range), range)
      }
      return total
    }
    withUnsafeTemporaryAllocation(of: Part.self, capacity: (count + chunk - 1) / chunk) {
      nonisolated(unsafe) let parts = $0
      forRanges(count) { range in
        for lower in stride(from: range.lowerBound, to: range.upperBound, by: chunk) {
          let part = part(lower..<min(lower + chunk, range.upperBound))
          parts.initializeElement(at: lower / chunk, to: part)
        }
      }
      for (index, part) in parts.enumerated() {
        add(&total, part, index * chunk..<min((index + 1) * chunk, count))
      }
    }
    return total
  }
}
