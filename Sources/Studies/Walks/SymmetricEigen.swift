/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix: A = sum_k λ_k v_k v_kᵀ.
///
/// Cyclic Jacobi: rotations that make one element off the diagonal zero at a time, over all
/// elements again and again (Golub & Van Loan, Matrix Computations, 4th edition, section 8.5).
/// Meant for graphs of a few dozen places.
/// - Complexity: about eight sweeps of 6 n³ operations.
package struct SymmetricEigen {
  /// In no particular order.
  package let values: [Double]
  /// Row k is the vector of value k.
  package let vectors: [[Double]]

  /// Sweeps after which rounding decides; convergence is quadratic and needs less than half.
  private static let mostSweeps = 30

  /// - Parameter matrix: rows; symmetric.
  package init(_ matrix: [[Double]]) {
    let size = matrix.count
    var A = Array(matrix.joined())
    var V = (0..<size * size).map { $0 % (size + 1) == 0 ? 1.0 : 0 }
    A.withUnsafeMutableBufferPointer { A in
      V.withUnsafeMutableBufferPointer { V in
        let bound = A.reduce(0) { $0 + $1 * $1 } * Double.ulpOfOne * Double.ulpOfOne
        for _ in 0..<Self.mostSweeps where squaresOffDiagonal(A, size) > bound {
          for p in 0..<size { for q in p + 1..<size { rotate(A, V, p, q, size) } }
        }
      }
    }
    values = (0..<size).map { A[$0 * (size + 1)] }
    vectors = (0..<size).map { Array(V[$0 * size..<($0 + 1) * size]) }
  }
}

private typealias Elements = UnsafeMutableBufferPointer<Double>

private func squaresOffDiagonal(_ A: Elements, _ size: Int) -> Double {
  A.indices.reduce(0) { $1 % (size + 1) == 0 ? $0 : $0 + A[$1] * A[$1] }
}

/// A' = Jᵀ A J and V' = Jᵀ V with the rotation J in the plane of p and q for which a'_pq = 0: of
/// the two solutions of t² + 2 τ t - 1 = 0, τ = (a_qq - a_pp) / 2 a_pq, the smaller tangent.
private func rotate(_ A: Elements, _ V: Elements, _ p: Int, _ q: Int, _ size: Int) {
  let apq = A[p * size + q]
  guard apq != 0 else { return }
  let tau = (A[q * size + q] - A[p * size + p]) / (2 * apq)
  let t = (tau < 0 ? -1 : 1) / (abs(tau) + (1 + tau * tau).squareRoot())
  let c = 1 / (1 + t * t).squareRoot(), s = t * c
  /// Takes (x, y) to (c x - s y, s x + c y) for `size` pairs.
  func turn(_ M: Elements, _ first: Int, _ second: Int, stride: Int) {
    for k in 0..<size {
      let (x, y) = (M[first + k * stride], M[second + k * stride])
      M[first + k * stride] = c * x - s * y
      M[second + k * stride] = s * x + c * y
    }
  }
  turn(A, p * size, q * size, stride: 1)
  turn(V, p * size, q * size, stride: 1)
  turn(A, p, q, stride: size)
  (A[p * size + q], A[q * size + p]) = (0, 0)
}
