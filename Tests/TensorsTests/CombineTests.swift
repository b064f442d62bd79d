import Tensors
import Testing

@Suite struct CombineTests {
  @Test(arguments: everyKernels)
  func equalsTheScalarSumBitForBit(kernels: Kernels) {
    var numbers = TestNumbers()
    for count in awkwardCounts {
      for terms in 1...Kernels.maximumTerms {
        let c = numbers.values(terms)
        let x = (0..<terms).map { _ in AlignedBuffer(numbers.values(count)) }
        let out = AlignedBuffer(count: count)
        withExtendedLifetime(x) {
          kernels.combine(into: out.mutableValues, zip(c, x).map { ($0, $1.values) })
        }
        #expect(sameBits(out.copy(), combined(c, x)), "\(terms) terms of \(count)")
      }
    }
  }

  @Test(arguments: everyKernels)
  func outputMayBeAnInput(kernels: Kernels) {
    var numbers = TestNumbers()
    let c = numbers.values(3)
    for place in 0..<3 {
      let x = (0..<3).map { _ in AlignedBuffer(numbers.values(50_001)) }
      let expected = combined(c, x)
      withExtendedLifetime(x) {
        kernels.combine(into: x[place].mutableValues, zip(c, x).map { ($0, $1.values) })
      }
      #expect(sameBits(x[place].copy(), expected))
    }
  }

  private func combined(_ c: [Double], _ x: [AlignedBuffer]) -> [Double] {
    (0..<x[0].count).map { i in
      var sum = c[0] * x[0][i]
      for j in 1..<max(1, c.count) { sum += c[j] * x[j][i] }
      return sum
    }
  }
}
