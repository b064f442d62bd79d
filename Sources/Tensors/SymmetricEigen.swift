/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix: A = sum_k λ_k v_k v_kᵀ.
///
/// Cyclic Jacobi (Golub & Van Loan, Matrix Computations, 4th edition, section 8.5): rotations that
/// make one element off the diagonal zero at a time, over all elements again and again. Slower than
/// tridiagonal methods, as accurate as any, and short; meant for matrices of up to a few hundred
/// rows.
/// - Complexity: about eight sweeps of 6 n³ operations.
package struct SymmetricEigen {
  /// In no particular order; NaN where the matrix holds any.
  package private(set) var values: [Double]
  /// Row k is the vector of value k.
  private var vectors: [Double]

  /// Sweeps after which rounding decides; convergence is quadratic and needs less than half.
  private static let mostSweeps = 30

  /// - Parameter elements: size² numbers, the same above and below the diagonal.
  package init(size: Int, _ elements: [Double]) {
    precondition(elements.count == size * size)
    var a = elements
    values = []
    vectors = Array(repeating: 0, count: size * size)
    for index in 0..<size { vectors[index * size + index] = 1 }
    a.withUnsafeMutableBufferPointer { a in
      vectors.withUnsafeMutableBufferPointer { v in
        let whole = a.reduce(0) { $0 + $1 * $1 }
        let bound = whole * Double.ulpOfOne * Double.ulpOfOne
        var sweep = 0
        while offDiagonal(a, size) > bound, sweep < Self.mostSweeps {
          for p in 0..<max(0, size - 1) {
            for q in p + 1..<size { rotate(a, v, p, q, size) }
          }
          sweep += 1
        }
      }
    }
    values = (0..<size).map { a[$0 * size + $0] }
  }

  package func vector(_ index: Int) -> ArraySlice<Double> {
    vectors[index * values.count..<(index + 1) * values.count]
  }
}

/// The sum of squares off the diagonal.
private func offDiagonal(_ a: UnsafeMutableBufferPointer<Double>, _ size: Int) -> Double {
  var sum = 0.0
  for row in 0..<size {
    for column in 0..<row { sum += 2 * a[row * size + column] * a[row * size + column] }
  }
  return sum
}

/// A' = Jᵀ A J and V' = Jᵀ V with the rotation J in the plane of p and q for which a'_pq = 0: of
/// the two solutions of t² + 2 τ t - 1 = 0, τ = (a_qq - a_pp) / 2 a_pq, the smaller tangent.
private func rotate(
  _ a: UnsafeMutableBufferPointer<Double>, _ v: UnsafeMutableBufferPointer<Double>,
  _ p: Int, _ q: Int, _ size: Int
) {
  let apq = a[p * size + q]
  guard apq != 0 else { return }
  let tau = (a[q * size + q] - a[p * size + p]) / (2 * apq)
  let t = (tau < 0 ? -1 : 1) / (abs(tau) + (1 + tau * tau).squareRoot())
  let c = 1 / (1 + t * t).squareRoot(), s = t * c
  /// Takes (x, y) to (c x - s y, s x + c y) for `size` pairs.
  func turn(
    _ m: UnsafeMutableBufferPointer<Double>, _ first: Int, _ second: Int, stride: Int
  ) {
    for index in 0..<size {
      let x = m[first + index * stride], y = m[second + index * stride]
      m[first + index * stride] = c * x - s * y
      m[second + index * stride] = s * x + c * y
    }
  }
  turn(a, p * size, q * size, stride: 1)
  turn(a, p, q, stride: size)
  a[p * size + q] = 0
  a[q * size + p] = 0
  turn(v, p * size, q * size, stride: 1)
}
