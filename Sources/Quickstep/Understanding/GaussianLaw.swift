import Glibc
import Tensors

/// A Gaussian distribution, by its coordinates along orthogonal directions in which it has no
/// correlation.
public struct GaussianLaw: Hashable, Sendable {
  /// Along each direction.
  public var mean: [Double]
  /// Standard deviations, 0 or more.
  public var deviation: [Double]

  public init(mean: [Double], deviation: [Double]) {
    precondition(mean.count == deviation.count && deviation.allSatisfy { $0 >= 0 })
    self.mean = mean
    self.deviation = deviation
  }

  /// The 2-Wasserstein distance to a law along the same directions: the root of the sum of squares of
  /// the differences of means and of deviations (Dowson & Landau 1982).
  public func distance(to other: GaussianLaw) -> Double {
    var sum = 0.0
    for k in mean.indices {
      let m = mean[k] - other.mean[k], s = deviation[k] - other.deviation[k]
      sum += m * m + s * s
    }
    return sqrt(sum)
  }
}

extension GaussianLaw {
  /// The most coordinates whose directions are looked for.
  public static let mostCoordinates = 256

  /// The Gaussian with the mean and the covariance of a model, along the principal directions, the
  /// widest first.
  /// - Returns: `nil` for a model whose moments are not known, or of too many coordinates.
  public init?(matching model: any Denoiser, ofClass wanted: Int32 = anyClass) {
    guard model.shape.count <= Self.mostCoordinates, let rows = (model.exact as? any KnownMoments)
    else { return nil }
    let atoms = rows.atoms(ofClass: wanted)
    let width = model.shape.count
    let total = atoms.reduce(0) { $0 + $1.weight }
    var mean = [Double](repeating: 0, count: width)
    for atom in atoms {
      for i in 0..<width { mean[i] += atom.weight / total * atom.mean[i] }
    }
    var covariance = [Double](repeating: 0, count: width * width)
    for atom in atoms {
      let weight = atom.weight / total
      for i in 0..<width {
        covariance[i * width + i] += weight * atom.deviation * atom.deviation
        for j in 0..<width {
          covariance[i * width + j] += weight * (atom.mean[i] - mean[i]) * (atom.mean[j] - mean[j])
        }
      }
    }
    let eigen = SymmetricEigen(size: width, covariance)
    let order = eigen.values.indices.sorted { eigen.values[$0] > eigen.values[$1] }
    self.init(
      mean: order.map { k in zip(eigen.vector(k), mean).reduce(0) { $0 + $1.0 * $1.1 } },
      deviation: order.map { sqrt(max(0, eigen.values[$0])) })
  }
}
