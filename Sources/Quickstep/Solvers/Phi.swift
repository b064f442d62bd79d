import Glibc

/// z phi_k(z) with phi_k(z) = integral over u in 0 … 1 of e^((1-u) z) u^(k-1) / (k-1)!, the weights
/// of exponential integrators (Hochbruck & Ostermann 2010, equation 2.10).
///
///     z phi_1 = e^z - 1,   z phi_(k+1) = phi_k - 1 / k!
///
/// - Parameters:
///   - k: from 1.
///   - z: any number; -infinity gives the limit.
func zPhi(_ k: Int, _ z: Double) -> Double {
  guard abs(z) >= 1 else {
    // The recursion would lose a digit per level here: sum z^(j+1) / (j+k)!.
    var term = z / (1...k).reduce(1) { $0 * Double($1) }
    var sum = 0.0
    for j in 1...20 {
      sum += term
      term *= z / Double(k + j)
    }
    return sum
  }
  var value = expm1(z)
  var factorial = 1.0
  for j in 1..<max(k, 1) {
    factorial *= Double(j)
    value = value / z - 1 / factorial
  }
  return value
}

/// phi_k(z) itself, from phi_0(z) = e^z on.
/// - Parameters:
///   - k: from 0.
///   - z: any finite number; phi_k(0) = 1 / k!.
package func phi(_ k: Int, _ z: Double) -> Double {
  if k == 0 { return exp(z) }
  return z == 0 ? 1 / (1...k).reduce(1) { $0 * Double($1) } : zPhi(k, z) / z
}
