import Glibc

/// A schedule with alpha² + sigma² = 1, given by log alpha.
protocol VariancePreserving: Schedule {
  func logAlpha(_ t: Double) -> Double
  /// d log alpha / dt.
  func logAlphaRate(_ t: Double) -> Double
  func t(logAlpha: Double) -> Double
}

extension VariancePreserving {
  public func level(t: Double) -> NoiseLevel {
    let logAlpha = logAlpha(t)
    // sigma² = 1 - alpha², without cancellation near alpha = 1.
    return NoiseLevel(t: t, alpha: exp(logAlpha), sigma: sqrt(-expm1(2 * logAlpha)))
  }

  public func level(lambda: Double) -> NoiseLevel {
    // alpha² = 1 / (1 + e^-2 lambda)
    let logAlpha = -0.5 * log1pExp(-2 * lambda)
    return NoiseLevel(
      t: t(logAlpha: logAlpha), alpha: exp(logAlpha), sigma: exp(-0.5 * log1pExp(2 * lambda)))
  }

  public func rate(t: Double) -> (alpha: Double, sigma: Double) {
    let level = level(t: t)
    let alphaRate = level.alpha * logAlphaRate(t)
    return (alphaRate, -level.alpha * alphaRate / level.sigma)
  }

  public func startScale(_ level: NoiseLevel) -> Double { 1 }
}

/// log(1 + e^x) without overflow.
func log1pExp(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
