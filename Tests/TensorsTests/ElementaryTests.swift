import Glibc
import Tensors
import Testing

@Suite struct ElementaryTests {
  @Test(arguments: everyKernels)
  func expIsAccurate(kernels: Kernels) {
    var numbers = TestNumbers()
    let x = numbers.values(60_001, in: -708...709.78) + numbers.values(60_000, in: -1...1)
    let error = zip(x, exp(kernels, x)).map { unitsInLastPlace($1, of: Glibc.exp($0)) }
    #expect(error.max()! <= 2)
  }

  @Test(arguments: everyKernels)
  func logIsAccurate(kernels: Kernels) {
    var numbers = TestNumbers()
    let x =
      numbers.values(60_001, in: -700...700).map(Glibc.exp) + numbers.values(60_000, in: 0.4...2.5)
    let error = zip(x, log(kernels, x)).map { unitsInLastPlace($1, of: Glibc.log($0)) }
    #expect(error.max()! <= 2)
  }

  @Test(arguments: everyKernels)
  func expAtItsEdges(kernels: Kernels) {
    let x = [0, -0.0, 710, .infinity, -709, -.infinity, .nan, 1e300, -1e300]
    let expected: [Double] = [1, 1, .infinity, .infinity, 0, 0, .nan, .infinity, 0]
    #expect(zip(exp(kernels, x), expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    #expect(exp(kernels, [709.78])[0].isFinite)
    #expect(exp(kernels, [-708])[0] > 0)
  }

  @Test(arguments: everyKernels)
  func logAtItsEdges(kernels: Kernels) {
    let x = [1, 0, -0.0, .infinity, -1, -.infinity, .nan]
    let expected: [Double] = [0, -.infinity, -.infinity, .infinity, .nan, .nan, .nan]
    #expect(zip(log(kernels, x), expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    let tiny = Double.leastNonzeroMagnitude
    #expect(unitsInLastPlace(log(kernels, [tiny])[0], of: Glibc.log(tiny)) <= 1)
  }

  @Test func bitsDoNotDependOnTheInstructions() {
    var numbers = TestNumbers()
    let x = numbers.values(40_003, in: -720...720)
    let exponentials = everyKernels.map { bits(exp($0, x)) }
    #expect(exponentials.allSatisfy { $0 == exponentials[0] })
    let positive = x.map(Glibc.exp)
    let logarithms = everyKernels.map { bits(log($0, positive)) }
    #expect(logarithms.allSatisfy { $0 == logarithms[0] })
  }

  private func exp(_ kernels: Kernels, _ x: [Double]) -> [Double] {
    filled(x.count) { out in x.withUnsafeBufferPointer { kernels.exp(out, $0) } }
  }

  private func log(_ kernels: Kernels, _ x: [Double]) -> [Double] {
    filled(x.count) { out in x.withUnsafeBufferPointer { kernels.log(out, $0) } }
  }

  private func unitsInLastPlace(_ value: Double, of exact: Double) -> Double {
    abs(value - exact) / exact.ulp
  }
}
