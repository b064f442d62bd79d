import Quickstep
import Tensors
import Testing

@Suite struct FrechetTests {
  /// Commuting covariances: |m1 - m2|² + sum (sqrt λ1 - sqrt λ2)².
  @Test func distancesOfKnownGaussiansAreTheirFormula() {
    let a = diagonal([0, 1, 2], [1, 4, 9]), b = diagonal([3, 1, -2], [4, 4, 0])
    #expect(abs(FrechetDistance(to: a)(from: b) - (9 + 16 + 1 + 0 + 9)) <= 1e-12)
    #expect(abs(FrechetDistance(to: b)(from: a) - 35) <= 1e-12)
    #expect(abs(FrechetDistance(to: a)(from: a)) <= 1e-12)
  }

  /// Covariances that do not commute: tr (C1 C2)^(1/2) = sqrt(tr C1 C2 + 2 sqrt(det C1 C2)) for
  /// two dimensions.
  @Test func correlatedGaussiansInThePlaneAreTheirFormula() {
    let first = GaussianFit(
      mean: [1, 0], covariance: SymmetricMatrix(size: 2, elements: [2, 1, 1, 3]))
    let second = GaussianFit(
      mean: [0, 0], covariance: SymmetricMatrix(size: 2, elements: [1, -0.5, -0.5, 1]))
    let traceOfProduct = 4.0, determinant = 3.75
    let root = (traceOfProduct + 2 * determinant.squareRoot()).squareRoot()
    let expected = 8 - 2 * root
    #expect(abs(FrechetDistance(to: first)(from: second) - expected) <= 1e-13)
    #expect(abs(FrechetDistance(to: second)(from: first) - expected) <= 1e-13)
  }

  @Test func fitsAreMeanAndUnbiasedCovariance() {
    let fit = GaussianFit(points: [0, 0, 2, 4], width: 2)
    #expect(fit?.mean == [1, 2])
    #expect(fit?.covariance.elements == [2, 4, 4, 8])
    #expect(GaussianFit(points: [1, 2], width: 2) == nil)
  }

  /// A Gaussian's distance to its own samples grows smaller with their number.
  @Test func samplesComeNearTheirGaussian() {
    let target = diagonal(Array(repeating: 0, count: 8), Array(repeating: 1, count: 8))
    let distances = [16, 256, 4096].map { count in
      FrechetDistance(to: target)(
        from: GaussianFit(points: normals(rows: count, width: 8, step: 6), width: 8)!)
    }
    #expect(distances[0] > 4 * distances[1] && distances[1] > 4 * distances[2])
    #expect((0..<0.05).contains(distances[2]))
  }

  private func diagonal(_ mean: [Double], _ variances: [Double]) -> GaussianFit {
    var covariance = SymmetricMatrix(size: mean.count)
    for index in mean.indices { covariance[index, index] = variances[index] }
    return GaussianFit(mean: mean, covariance: covariance)
  }
}

/// Standard normals, a function of `step`.
func normals(rows: Int, width: Int, step: UInt32) -> [Double] {
  let out = AlignedBuffer(count: rows * width)
  kernels.fillNormals(
    out.mutableValues, samples: 0..<UInt32(rows), key: NoiseKey(seed: 3, step: step, purpose: 0))
  return out.copy()
}
