import Tensors
import Testing

@Suite struct MeasureTests {
  @Test(arguments: everyKernels)
  func sumsAgreeWithTheScalarOnes(kernels: Kernels) {
    var numbers = TestNumbers()
    for count in awkwardCounts {
      let (x, y) = (numbers.values(count), numbers.values(count))
      let measure = x.withUnsafeBufferPointer { kernels.measure($0) }
      let squares = x.reduce(0) { $0 + $1 * $1 }
      #expect(abs(measure.sumOfSquares - squares) <= 1e-12 * squares)
      #expect(measure.largest == x.map(abs).max() ?? 0)
      #expect(measure.firstNonfinite == nil)

      let comparison = compare(kernels, x, y)
      let distance = zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let dot = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(comparison.squaredDistance - distance) <= 1e-12 * distance)
      #expect(abs(comparison.dot - dot) <= 1e-12 * squares)
      #expect(comparison.sumsOfSquares.x == measure.sumOfSquares)
      #expect(comparison.sumsOfSquares.y == y.withUnsafeBufferPointer(kernels.measure).sumOfSquares)
    }
  }

  @Test func bitsDoNotDependOnThreadsOrInstructions() {
    var numbers = TestNumbers()
    for count in awkwardCounts {
      let (x, y) = (numbers.values(count), numbers.values(count))
      let measures = everyKernels.map { x.withUnsafeBufferPointer($0.measure) }
      #expect(measures.allSatisfy { $0 == measures[0] })
      let comparisons = everyKernels.map { compare($0, x, y) }
      #expect(comparisons.allSatisfy { $0 == comparisons[0] })
    }
  }

  @Test(arguments: everyKernels)
  func findsTheFirstNonfiniteElement(kernels: Kernels) {
    for count in awkwardCounts where count > 0 {
      for place in [0, count / 2, count - 1] {
        for bad in [Double.nan, .infinity, -.infinity, .signalingNaN] {
          var x = Array(repeating: 0.5, count: count)
          x[count - 1] = .nan
          x[place] = bad
          let measure = x.withUnsafeBufferPointer(kernels.measure)
          #expect(measure.firstNonfinite == place)
          #expect(measure.largest >= (count > 2 ? 0.5 : 0))
        }
      }
    }
  }

  @Test(arguments: everyKernels)
  func extremesAreFinite(kernels: Kernels) {
    let x = [Double.greatestFiniteMagnitude, -.leastNonzeroMagnitude, -0.0]
    let measure = x.withUnsafeBufferPointer(kernels.measure)
    #expect(measure.firstNonfinite == nil)
    #expect(measure.largest == .greatestFiniteMagnitude)
  }

  @Test func cosineOfAnAngle() {
    let kernels = everyKernels[0]
    #expect(compare(kernels, [3, 4], [30, 40]).cosine == 1)
    #expect(compare(kernels, [3, 4], [-4, 3]).cosine == 0)
    #expect(compare(kernels, [3, 4], [0, 0]).cosine.isNaN)
  }

  private func compare(_ kernels: Kernels, _ x: [Double], _ y: [Double]) -> Comparison {
    x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { kernels.compare(x, $0) } }
  }
}
