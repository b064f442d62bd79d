import Glibc
import Quickstep
import Testing

/// The weights of exponential integrators.
@Suite struct PhiTests {
  /// By their integral, in which nothing cancels.
  @Test(
    arguments: [-30, -3, -1, -0.999, -0.3, -1e-2, -1e-5, 0, 1e-12, 1e-3, 0.01, 0.5, 1, 2, 9],
    1...4)
  func theyAreTheirIntegrals(z: Double, k: Int) {
    let factorial = (1..<k).reduce(1) { $0 * Double($1) }
    // Simpson's rule over u in 0 … 1.
    let pieces = 20_000, h = 1 / Double(pieces)
    let sum = (0...pieces).reduce(0.0) { sum, i in
      let u = Double(i) * h
      let weight = i == 0 || i == pieces ? 1.0 : i.isMultiple(of: 2) ? 2 : 4
      return sum + weight * exp((1 - u) * z) * pow(u, Double(k - 1)) / factorial
    }
    let expected = sum * h / 3
    #expect(abs(phi(k, z) - expected) <= 1e-11 * expected)
  }

  /// phi_(k+1) = (phi_k - 1/k!) / z, on both sides of where the series takes over.
  @Test(arguments: [-1.0000001, -0.9999999, 0.9999999, 1.0000001, -0.2, 0.2], 0...4)
  func theirRecursionHolds(z: Double, k: Int) {
    let factorial = (1...max(1, k)).reduce(1) { $0 * Double($1) }
    #expect(abs(phi(k + 1, z) - (phi(k, z) - 1 / factorial) / z) <= 1e-13)
  }
}
