import Glibc

/// How a diffusers scheduler replaces the sigmas of its time steps.
enum DiffusersSigmas: Hashable {
  case table, karras, exponential, beta, lu, flow
}

extension DiffusersSigmas {
  /// `count` values of sigma / alpha from `high` to `low`.
  /// - Parameter count: at least 1; a single value is `high`.
  func sigmas(from high: Double, to low: Double, count: Int) -> [Double] {
    switch self {
    case .karras:
      return karrasSigmas(linearlySpaced(0, 1, count: count), from: high, to: low, rho: 7)
    case .exponential: return linearlySpaced(log(high), log(low), count: count).map { exp($0) }
    case .beta:
      return linearlySpaced(0, 1, count: count).map {
        low + betaQuantile(1 - $0, 0.6, 0.6) * (high - low)
      }
    case .lu:
      // In log sigma, with the published exponent 1.
      let start = log(high), end = log(low)
      return linearlySpaced(0, 1, count: count).map { exp(start + $0 * (end - start)) }
    case .table, .flow: preconditionFailure("\(self) does not lie between two sigmas")
    }
  }
}

/// Equal steps of a root of sigma (Karras et al. 2022, equation 5), at places 0 (high) … 1 (low).
func karrasSigmas(
  _ places: [Double], from high: Double, to low: Double, rho: Double
) -> [Double] {
  let root = pow(high, 1 / rho), end = pow(low, 1 / rho)
  return places.map { pow(root + $0 * (end - root), rho) }
}

/// The time step, with fraction, at which a table has a given sigma: log sigma is linear between
/// the entries, and flat beyond its ends.
/// - Parameter rhos: rising, but for the last of a zero-SNR table; the last entry that is not above
///   the sigma counts.
func tableTime(ofRho rho: Double, in rhos: [Double]) -> Double {
  let wanted = log(max(rho, 1e-10))
  let below = min(rhos.lastIndex { log($0) <= wanted } ?? 0, rhos.count - 2)
  let low = log(rhos[below]), high = log(rhos[below + 1])
  let share = min(max((low - wanted) / (low - high), 0), 1)
  return (1 - share) * Double(below) + share * Double(below + 1)
}

/// sigma at a time step with fraction, linear between the entries.
func tableRho(atTime t: Double, in rhos: [Double]) -> Double {
  let below = min(max(Int(t.rounded(.down)), 0), rhos.count - 2)
  let share = t - Double(below)
  return rhos[below] + share * (rhos[below + 1] - rhos[below])
}

/// A variance preserving level from sigma / alpha.
func variancePreserving(rho: Double, t: Double) -> NoiseLevel {
  let alpha = 1 / sqrt(rho * rho + 1)
  return NoiseLevel(t: t, alpha: alpha, sigma: rho * alpha)
}

/// sigma of rectified flow, shifted towards noise (Esser et al. 2024, equation 23).
func shifted(_ sigma: Double, by shift: Double) -> Double {
  shift * sigma / (1 + (shift - 1) * sigma)
}

/// Sigmas of rectified flow, stretched so that the last becomes `terminal`.
func stretched(_ sigmas: [Double], to terminal: Double) -> [Double] {
  guard let last = sigmas.last, last < 1 else { return sigmas }
  let factor = (1 - last) / (1 - terminal)
  return sigmas.map { 1 - (1 - $0) / factor }
}

extension PeerOptions {
  /// The ends of a class that names the least and the largest sigma.
  func sigmaEnds() throws(TranslationError) -> (low: Double, high: Double) {
    let low = try real("sigma_min", in: 1e-9...1e9)
    let high = try real("sigma_max", in: 1e-9...1e9)
    guard low < high else { throw unsupported("sigma_min must lie below sigma_max") }
    return (low, high)
  }
}
