/// The Gaussian with the mean and covariance of given points.
public struct GaussianFit: Equatable, Sendable {
  public let mean: [Double]
  public let covariance: SymmetricMatrix

  public init(mean: [Double], covariance: SymmetricMatrix) {
    precondition(mean.count == covariance.size)
    (self.mean, self.covariance) = (mean, covariance)
  }

  /// Mean and unbiased covariance.
  /// - Parameters:
  ///   - points: rows of `width` numbers.
  /// - Returns: `nil` for fewer than two points, which have no covariance.
  public init?(points: [Double], width: Int) {
    let count = points.count / width
    guard count >= 2 else { return nil }
    var mean = Array(repeating: 0.0, count: width)
    for row in 0..<count {
      for column in 0..<width { mean[column] += points[row * width + column] / Double(count) }
    }
    var covariance = SymmetricMatrix(size: width)
    for row in 0..<count {
      let offset = (0..<width).map { points[row * width + $0] - mean[$0] }
      covariance.add(1 / Double(count - 1), outer: offset)
    }
    self.init(mean: mean, covariance: covariance)
  }

  /// Mean and covariance of a mixture: m = sum w m_c, C = sum w (C_c + (m_c - m)(m_c - m)ᵀ).
  /// - Parameter parts: at least one; weights that sum to 1.
  init(mixture parts: [(weight: Double, fit: GaussianFit)]) {
    var mean = Array(repeating: 0.0, count: parts[0].fit.mean.count)
    for part in parts {
      for column in mean.indices { mean[column] += part.weight * part.fit.mean[column] }
    }
    var covariance = SymmetricMatrix(size: mean.count)
    for part in parts {
      covariance.add(part.weight, part.fit.covariance)
      covariance.add(part.weight, outer: zip(part.fit.mean, mean).map { $0 - $1 })
    }
    self.init(mean: mean, covariance: covariance)
  }
}

/// The Fréchet distance, squared as is the custom, to one Gaussian:
/// |m1 - m2|² + tr(C1 + C2 - 2 (C1 C2)^(1/2)) (Dowson & Landau 1982, equation 4).
///
/// (C1 C2)^(1/2) has the same trace as (R C1 R)^(1/2) with R = C2^(1/2), and that matrix is
/// symmetric: its eigenvalues cannot be negative or complex but by rounding.
public struct FrechetDistance: Sendable {
  private let target: GaussianFit
  private let root: SymmetricMatrix

  public init(to target: GaussianFit) {
    self.target = target
    root = target.covariance.squareRoot()
  }

  /// 0 or more but for rounding; NaN where a number of the fit is.
  public func callAsFunction(from fit: GaussianFit) -> Double {
    let apart = zip(fit.mean, target.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let product = fit.covariance.between(root).eigen.values
    let shared = product.reduce(0) { $0 + ($1 < 0 ? 0 : $1.squareRoot()) }
    return apart + fit.covariance.trace + target.covariance.trace - 2 * shared
  }
}
