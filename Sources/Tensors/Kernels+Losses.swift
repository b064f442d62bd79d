import Glibc

// Losses of what a network has answered, with their gradients, for `Tape.backward(from:seed:)`. They
// give the bits of the operations of the same names.
extension Kernels {
  /// The mean of (x - target)² over all numbers.
  /// - Parameter gradient: becomes that by `x`.
  public func meanSquaredError(
    _ x: UnsafeBufferPointer<Float>, _ target: UnsafeBufferPointer<Float>, rows: Int,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Float {
    precondition(x.count == target.count && x.count == gradient.count && rows > 0)
    let count = x.count, width = count / rows
    nonisolated(unsafe) let (x, target) = (x.baseAddress!, target.baseAddress!)
    nonisolated(unsafe) let out = gradient.baseAddress!
    var sums = Array(repeating: 0.0, count: rows)
    sums.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let sums = buffer
      forRows(rows) { row in
        let first = row * width
        floats.pointee.combine(out + first, 1, x + first, -1, target + first, width)
        sums[row] = floats.pointee.sum_squares(out + first, width)
        floats.pointee.scale(out + first, 2 / Float(count), out + first, width)
      }
    }
    return Float(sums.reduce(0, +) / Double(count))
  }

  /// For each row the mean of (factor x - target)².
  /// - Parameters:
  ///   - factors: one for each row.
  ///   - gradient: becomes that of their mean by `x`.
  public func squaredErrors(
    _ x: UnsafeBufferPointer<Float>, times factors: [Float], _ target: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> [Float] {
    let rows = factors.count
    precondition(x.count == target.count && x.count == gradient.count && rows > 0)
    let count = x.count, width = count / rows
    nonisolated(unsafe) let (x, target) = (x.baseAddress!, target.baseAddress!)
    nonisolated(unsafe) let out = gradient.baseAddress!
    var errors = Array(repeating: Float(0), count: rows)
    errors.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let errors = buffer
      forRows(rows) { row in
        let first = row * width
        floats.pointee.combine(out + first, factors[row], x + first, -1, target + first, width)
        errors[row] = Float(floats.pointee.sum_squares(out + first, width) / Double(width))
        floats.pointee.scale(out + first, 2 * factors[row] / Float(count), out + first, width)
      }
    }
    return errors
  }

  /// The mean over rows of -log softmax(logits)[label].
  /// - Parameter gradient: becomes that by the logits.
  public func crossEntropy(
    _ logits: UnsafeBufferPointer<Float>, labels: [Int32],
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Float {
    precondition(logits.count == gradient.count && !labels.isEmpty)
    let rows = labels.count, classes = logits.count / rows
    let out = gradient.baseAddress!
    floats.pointee.softmax(out, logits.baseAddress!, rows, classes)
    floats.pointee.scale(out, 1 / Float(rows), out, logits.count)
    var sum = 0.0
    for (row, label) in labels.enumerated() {
      let own = UnsafeBufferPointer(rebasing: logits[row * classes..<(row + 1) * classes])
      sum += surprise(own, at: Int(label))
      out[row * classes + Int(label)] -= 1 / Float(rows)
    }
    return Float(sum / Double(rows))
  }

  private func forRows(_ rows: Int, _ body: @Sendable (Int) -> Void) {
    let grain = 16
    pool.parallelFor((rows + grain - 1) / grain) { index in
      for row in index * grain..<min((index + 1) * grain, rows) { body(row) }
    }
  }
}

/// -log softmax(logits)[label], by log sum e^l = m + log sum e^(l - m).
private func surprise(_ logits: UnsafeBufferPointer<Float>, at label: Int) -> Double {
  let largest = logits.max()!
  let mass = logits.reduce(0.0) { $0 + exp(Double($1 - largest)) }
  return log(mass) + Double(largest) - Double(logits[label])
}
