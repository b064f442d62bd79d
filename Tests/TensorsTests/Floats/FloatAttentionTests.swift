import CKernels
import Tensors
import Testing

@Suite struct FloatAttentionTests {
  private static let sizes = [
    (1, 1, 1), (3, 3, 2), (7, 5, 4), (17, 17, 8), (25, 33, 20), (70, 9, 33), (65, 64, 16),
  ]

  @Test(arguments: InstructionSet.available)
  func attentionEqualsTheFormula(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (queries, keys, width) in Self.sizes {
      let problem = Problem(queries, keys, width, &numbers)
      let result = problem.forward(kernels, atOnce: queries)
      #expect(close(result, problem.exact(problem.doubles), 1e-5), "\(queries) \(keys) \(width)")
      for atOnce in [1, 4, 13] {
        #expect(sameBits(problem.forward(kernels, atOnce: atOnce), result))
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func gradientsEqualDifferences(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (queries, keys, width) in [(1, 1, 1), (3, 3, 2), (7, 5, 4), (67, 9, 3)] {
      let problem = Problem(queries, keys, width, &numbers)
      let slopes = numbers.floats(queries * width)
      let weights = slopes.map(Double.init)
      let found = problem.backward(kernels, slopes)
      for place in 0..<3 {
        let exact = gradient(at: problem.doubles[place]) {
          var changed = problem.doubles
          changed[place] = $0
          return dot(problem.exact(changed), weights)
        }
        // The gradients are added to ones.
        #expect(close(found[place], exact.map { $0 + 1 }, 1e-4))
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func softmaxOfRows(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (rows, columns) in [(1, 1), (3, 5), (2, 16), (4, 33), (1, 1000)] {
      let x = Guarded(numbers.floats(rows * columns, in: -30...30))
      let y = Guarded(count: rows * columns)
      kernels.softmax(y.start, x.start, rows, columns)
      let values = x.values.map(Double.init)
      func exact(_ x: [Double]) -> [Double] {
        (0..<rows).flatMap { softmax(Array(x[$0 * columns..<($0 + 1) * columns])) }
      }
      #expect(close(y.values, exact(values), 1e-6))
      let slopes = Guarded(numbers.floats(rows * columns))
      let byInput = Guarded(zeros: rows * columns)
      kernels.softmax_back(byInput.start, slopes.start, y.start, rows, columns)
      let p = exact(values)
      let weights = slopes.values.map(Double.init)
      let expected = (0..<rows).flatMap { row in
        let range = row * columns..<(row + 1) * columns
        let mean = dot(Array(p[range]), Array(weights[range]))
        return range.map { p[$0] * (weights[$0] - mean) }
      }
      #expect(close(byInput.values, expected, 1e-6))
      #expect(y.isIntact && byInput.isIntact)
    }
  }
}

private func softmax(_ x: [Double]) -> [Double] {
  let top = x.max()!
  let e = x.map { exponential($0 - top) }
  let sum = e.reduce(0, +)
  return e.map { $0 / sum }
}

/// Queries, keys and values of one head, without gaps, and attention in double.
private struct Problem {
  let shape: ck_attention
  let values: [[Float]]

  init(_ queries: Int, _ keys: Int, _ width: Int, _ numbers: inout TestNumbers) {
    shape = ck_attention(
      queries: queries, keys: keys, width: width, query_stride: width, key_stride: width,
      value_stride: width, out_stride: width, scale: 0.7)
    values = [queries, keys, keys].map { numbers.floats($0 * width) }
  }

  var doubles: [[Double]] { values.map { $0.map(Double.init) } }

  func exact(_ values: [[Double]]) -> [Double] {
    let width = shape.width
    return (0..<shape.queries).flatMap { row in
      let p = softmax(
        (0..<shape.keys).map { key in
          (0..<width).reduce(0) {
            $0 + 0.7 * values[0][row * width + $1] * values[1][key * width + $1]
          }
        })
      return (0..<width).map { i in
        (0..<shape.keys).reduce(0) { $0 + p[$1] * values[2][$1 * width + i] }
      }
    }
  }

  func forward(_ kernels: ck_float_kernels, atOnce: Int) -> [Float] {
    var shape = shape
    let (queries, keys) = (Guarded(values[0]), Guarded(values[1]))
    let packedKeys = Guarded(count: kernels.packed_count(shape.width, shape.keys))
    let packedValues = Guarded(count: kernels.packed_count(shape.keys, shape.width))
    let valueRows = Guarded(values[2])
    kernels.pack_transposed(packedKeys.start, keys.start, shape.width, shape.width, shape.keys)
    kernels.pack(packedValues.start, valueRows.start, shape.width, shape.keys, shape.width)
    let out = Guarded(count: shape.queries * shape.width)
    let scratch = Guarded(count: kernels.attention_scratch(&shape))
    for first in stride(from: 0, to: shape.queries, by: atOnce) {
      kernels.attention(
        &shape, out.start, queries.start, packedKeys.start, packedValues.start, first,
        min(first + atOnce, shape.queries), scratch.start)
    }
    #expect(out.isIntact && scratch.isIntact)
    return out.values
  }

  func backward(_ kernels: ck_float_kernels, _ slopes: [Float]) -> [[Float]] {
    var shape = shape
    let inputs = values.map { Guarded($0) }
    let results = values.map { Guarded($0.map { _ in 1 }) }
    let slopes = Guarded(slopes)
    let scratch = Guarded(count: kernels.attention_back_scratch(&shape))
    withExtendedLifetime(inputs) {
      kernels.attention_back(
        &shape, results[0].start, results[1].start, results[2].start, slopes.start,
        inputs[0].start, inputs[1].start, inputs[2].start, scratch.start)
    }
    #expect(scratch.isIntact && results.allSatisfy { $0.isIntact })
    return results.map(\.values)
  }
}
