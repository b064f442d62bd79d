import Tensors
import Testing

@Suite struct AdamWTests {
  /// Against the equations in Double.
  @Test(arguments: everyKernels) func followsTheEquations(kernels: Kernels) {
    for count in [1, 7, 33, 20_000] {
      var numbers = TestNumbers(UInt64(count))
      let parameter = Parameter(
        name: "w", dimensions: [count], values: numbers.values(count).map(Float.init))
      let moments = AdamWMoments(parameter)
      var w = parameter.values.copy().map(Double.init)
      var m = Array(repeating: 0.0, count: count), v = m, a = w
      for number in 1...5 {
        let gradient = FloatBuffer(numbers.values(count).map(Float.init))
        let step = AdamWStep(
          rate: 0.01, beta1: 0.9, beta2: 0.99, decay: 0.1, number: number, gradientScale: 0.5,
          averageDecay: 0.7)
        kernels.step(step, parameter, gradient: gradient, moments)
        var correction = (1.0, 1.0)
        for _ in 0..<number { correction = (correction.0 * 0.9, correction.1 * 0.99) }
        for i in 0..<count {
          let g = 0.5 * Double(gradient[i])
          m[i] = 0.9 * m[i] + 0.1 * g
          v[i] = 0.99 * v[i] + 0.01 * g * g
          let size = (v[i] / (1 - correction.1)).squareRoot() + 1e-8
          w[i] -= 0.01 * (m[i] / (1 - correction.0) / size + 0.1 * w[i])
          a[i] = 0.7 * a[i] + 0.3 * w[i]
        }
      }
      for (found, expected) in [
        (parameter.values, w), (moments.mean, m), (moments.square, v), (moments.average, a),
      ] {
        let worst = zip(found.copy(), expected).map { abs(Double($0) - $1) }.max() ?? 0
        #expect(worst < 2e-6)
      }
    }
  }

  @Test func sumOfSquaresHasOneOrder() {
    var numbers = TestNumbers(3)
    let values = FloatBuffer(numbers.values(100_003).map(Float.init))
    let expected = values.copy().reduce(0.0) { $0 + Double($1) * Double($1) }
    let sums = [1, 3].map { Kernels(pool: ThreadPool(threads: $0)).sumOfSquares(values) }
    #expect(sums[0] == sums[1])
    #expect(abs(sums[0] - expected) < 1e-9 * expected)
  }
}
