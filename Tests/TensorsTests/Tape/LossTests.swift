import Tensors
import Testing

/// Losses outside a tape have the bits of those on it.
@Suite struct LossTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 2))
  private let rows = 37, width = 5

  private func numbers(_ seed: UInt64) -> [Float] {
    var source = TestNumbers(seed)
    return source.values(rows * width).map { Float($0) }
  }

  /// Loss and gradient of an operation on a tape.
  private func onTape(_ x: [Float], _ record: (Tape, Value) -> Value) -> ([Float], [Float]) {
    let tape = Tape(kernels: kernels, purpose: .training(Gradients()))
    let variable = tape.variable(TensorShape(batch: rows, channels: width))
    let loss = record(tape, variable)
    tape.write(variable, from: x)
    tape.forward()
    tape.backward(from: loss)
    return (tape.read(loss), tape.readGradient(variable))
  }

  private func outside(
    _ x: [Float],
    _ loss: (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Float
  ) -> ([Float], [Float]) {
    let gradient = FloatBuffer(count: x.count)
    let value = x.withUnsafeBufferPointer { loss($0, gradient.mutableValues) }
    return ([value], gradient.copy())
  }

  @Test func squaredDistances() {
    let (x, target) = (numbers(1), numbers(2))
    let inside = onTape(x) { tape, x in
      let given = tape.input(TensorShape(batch: rows, channels: width))
      tape.keep(given)
      defer { tape.write(given, from: target) }
      return tape.meanSquaredError(x, given)
    }
    let found = outside(x) { x, gradient in
      target.withUnsafeBufferPointer {
        kernels.meanSquaredError(x, $0, rows: rows, gradient: gradient)
      }
    }
    #expect(inside == found)
  }

  @Test func crossEntropies() {
    let x = numbers(3)
    let labels = (0..<rows).map { Int32($0 * 7 % width) }
    let inside = onTape(x) { tape, x in
      let given = tape.indices(count: rows)
      defer { tape.write(given, from: labels) }
      return tape.crossEntropy(x, labels: given)
    }
    let found = outside(x) { kernels.crossEntropy($0, labels: labels, gradient: $1) }
    #expect(inside == found)
  }
}
