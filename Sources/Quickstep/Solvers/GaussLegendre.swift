import Glibc

/// Gauss's rule: places in -1 … 1 and weights that integrate polynomials up to degree 2n - 1 exactly.
struct GaussLegendre: Sendable {
  let nodes, weights: [Double]

  /// The places are the roots of the Legendre polynomial P_n, found by Newton's method.
  /// - Parameter n: from 1.
  init(_ n: Int) {
    let found = (1...n).map { i in
      var x = -cos(.pi * (Double(i) - 0.25) / (Double(n) + 0.5))
      for _ in 0..<10 {
        let (p, slope) = legendre(n, x)
        x -= p / slope
      }
      let slope = legendre(n, x).slope
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
    nodes = found.map(\.0)
    weights = found.map(\.1)
  }

  /// Places and weights for an integral from a to b.
  func points(from a: Double, to b: Double) -> [(place: Double, weight: Double)] {
    let middle = (a + b) / 2, half = (b - a) / 2
    return zip(nodes, weights).map { (middle + half * $0, half * $1) }
  }
}

/// P_n and its derivative at x, |x| < 1: k P_k = (2k - 1) x P_(k-1) - (k - 1) P_(k-2).
private func legendre(_ n: Int, _ x: Double) -> (value: Double, slope: Double) {
  var p = 1.0, before = 0.0
  for k in 1...n {
    (p, before) = ((Double(2 * k - 1) * x * p - Double(k - 1) * before) / Double(k), p)
  }
  return (p, Double(n) * (before - x * p) / (1 - x * x))
}
