import CKernels
import Glibc
import Tensors
import Testing

@Suite struct FloatElementwiseTests {
  private static let counts = [0, 1, 3, 4, 15, 16, 17, 1000]

  private typealias Function = (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void

  private func apply(_ function: Function, _ x: [Float]) -> [Float] {
    let (input, out) = (Guarded(x), Guarded(count: x.count))
    function(out.start, input.start, x.count)
    #expect(out.isIntact)
    return out.values
  }

  @Test(arguments: InstructionSet.available)
  func functionsAreAccurate(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for count in Self.counts {
      let wide = numbers.floats(count, in: -86...88)
      let ratios = zip(wide, apply(kernels.exp, wide)).map { Double($1) / Glibc.exp(Double($0)) }
      #expect(ratios.allSatisfy { abs($0 - 1) <= 2.5e-7 })
      for range: ClosedRange<Float> in [-4...4, -1e6...1e6] {
        let angles = numbers.floats(count, in: range)
        #expect(close(apply(kernels.sin, angles), angles.map { sin(Double($0)) }, 2e-7))
        #expect(close(apply(kernels.cos, angles), angles.map { cos(Double($0)) }, 2e-7))
      }
      for activation in everyActivation {
        for range: ClosedRange<Float> in [-1...1, -20...20] {
          let x = numbers.floats(count, in: range)
          let found = apply({ kernels.activate($0, $1, $2, activation) }, x)
          let errors = zip(found, x).map { abs(Double($0) - activated(Double($1), activation)) }
          #expect(zip(errors, x).allSatisfy { $0 <= 3e-7 * Double(max(1, abs($1))) })
        }
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func functionsAtTheirEdges(set: InstructionSet) {
    let kernels = floats(set)
    let edges: [Float] = [0, -0.0, 88.73, .infinity, -87, -.infinity, 1e30, -1e30]
    #expect(apply(kernels.exp, edges) == [1, 1, .infinity, .infinity, 0, 0, .infinity, 0])
    #expect(apply(kernels.exp, [88.7])[0].isFinite)
    #expect(apply(kernels.exp, [.nan])[0].isNaN)
    #expect(apply(kernels.sin, [0, -0.0]) == [0, 0])
    #expect(apply(kernels.sin, [.nan])[0].isNaN && apply(kernels.cos, [.nan])[0].isNaN)
    for activation in everyActivation {
      let found = apply({ kernels.activate($0, $1, $2, activation) }, [1e30, -1e30, 0, .nan])
      #expect(found[0] == 1e30 && found[2] == 0 && found[3].isNaN)
      #expect(activation == CK_IDENTITY || found[1] == 0)
    }
  }

  @Test(arguments: InstructionSet.available)
  func slopesEqualDifferences(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for count in Self.counts {
      for activation in everyActivation {
        let (x, slopes) = (numbers.floats(count, in: -6...6), numbers.floats(count))
        let result = Guarded(x.map { _ in 1 })
        let (input, gradients) = (Guarded(x), Guarded(slopes))
        kernels.activate_back(result.start, gradients.start, input.start, count, activation)
        let exact = zip(x, slopes).map { x, slope in
          let (below, above) = (Double(x) - 1e-5, Double(x) + 1e-5)
          let rise = activated(above, activation) - activated(below, activation)
          return 1 + Double(slope) * rise / 2e-5
        }
        #expect(close(result.values, exact, 1e-6))

        let (found, rises) = (Guarded(count: count), Guarded(count: count))
        kernels.activate_with_slope(found.start, rises.start, input.start, count, activation)
        #expect(found.values == apply({ kernels.activate($0, $1, $2, activation) }, x))
        #expect(close(zip(slopes, rises.values).map { 1 + $0 * $1 }, exact, 1e-6))
        #expect(found.isIntact && rises.isIntact)
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func arithmetic(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for count in Self.counts {
      let (x, y) = (Guarded(numbers.floats(count)), Guarded(numbers.floats(count)))
      let out = Guarded(count: count)
      let pairs = zip(x.values, y.values).map { (Double($0), Double($1)) }
      kernels.combine(out.start, 0.5, x.start, -3, y.start, count)
      #expect(close(out.values, pairs.map { 0.5 * $0 - 3 * $1 }, 3e-7))
      kernels.product(out.start, x.start, y.start, count)
      #expect(close(out.values, pairs.map { $0 * $1 }, 1e-7))
      kernels.add_product(out.start, x.start, y.start, count)
      #expect(close(out.values, pairs.map { 2 * $0 * $1 }, 3e-7))
      kernels.scale(out.start, 3, x.start, count)
      #expect(out.values == x.values.map { 3 * $0 })
      #expect(out.isIntact)
    }
  }

  @Test(arguments: InstructionSet.available)
  func sums(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for count in Self.counts {
      let (x, y) = (numbers.floats(count), numbers.floats(count))
      let (first, second) = (Guarded(x), Guarded(y))
      let exact = zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(kernels.dot(first.start, second.start, count) - exact) <= 1e-12)
      let squares = x.reduce(0) { $0 + Double($1) * Double($1) }
      #expect(abs(kernels.sum_squares(first.start, count) - squares) <= 1e-12 * (1 + squares))
      #expect(kernels.count_nonfinite(first.start, count) == 0)
      for (place, bad) in [Float.nan, .infinity, -.infinity].enumerated() where place < count {
        first.start[count - 1 - place] = bad
        #expect(kernels.count_nonfinite(first.start, count) == place + 1)
      }
    }
    for (rows, columns) in [(1, 1), (3, 5), (64, 16), (65, 33), (200, 7)] {
      let x = Guarded(numbers.floats(rows * columns))
      let before = numbers.floats(columns)
      let out = Guarded(before)
      kernels.sum_rows(out.start, x.start, columns, rows, columns)
      let exact = (0..<columns).map { i in
        (0..<rows).reduce(Double(before[i])) { $0 + Double(x.values[$1 * columns + i]) }
      }
      #expect(close(out.values, exact, 1e-6))
      #expect(out.isIntact)
    }
  }

  @Test(arguments: InstructionSet.available)
  func adamwEqualsTheFormulas(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for count in Self.counts {
      let start = (0..<4).map { _ in numbers.floats(count, in: 0.1...1) }
      var step = ck_adamw(
        rate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-6, decay: 0.1, correction1: 0.19,
        correction2: 0.0199, gradient_scale: 0.5, average_decay: 0.75)
      let (weights, gradient) = (Guarded(start[0]), Guarded(start[1]))
      let (mean, square) = (Guarded(start[2]), Guarded(start[3]))
      let average = Guarded(zeros: count)
      kernels.adamw(
        &step, weights.start, gradient.start, mean.start, square.start, average.start, count)
      let exact = (0..<count).map { i in
        let g = 0.5 * Double(start[1][i])
        let m = 0.9 * Double(start[2][i]) + 0.1 * g
        let v = 0.99 * Double(start[3][i]) + 0.01 * g * g
        let move = m / 0.19 / ((v / 0.0199).squareRoot() + 1e-6)
        return (Double(start[0][i]) * (1 - 0.01 * 0.1) - 0.01 * move, m, v)
      }
      #expect(close(weights.values, exact.map(\.0), 1e-6))
      #expect(close(mean.values, exact.map(\.1), 1e-6))
      #expect(close(square.values, exact.map(\.2), 1e-6))
      #expect(close(average.values, exact.map { 0.25 * $0.0 }, 1e-6))
      kernels.adamw(
        &step, weights.start, gradient.start, mean.start, square.start, nil, count)
      #expect(weights.isIntact && mean.isIntact && square.isIntact && average.isIntact)
    }
  }
}
