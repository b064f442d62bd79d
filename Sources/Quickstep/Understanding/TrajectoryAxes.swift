import Glibc
import Tensors

/// A path through a space of many coordinates along the few directions in which most of it lies: the
/// principal axes of its places, which hold nearly all of a sampling path (Wang & Vastola 2023, The
/// Hidden Linear Structure in Score-Based Models and its Application).
public struct TrajectoryAxes: Sendable {
  /// Places beyond so many are left out evenly.
  private static let mostPlaces = 128

  /// The share of the variance that lies along each axis, the largest first; sums to 1.
  public let explained: [Double]
  /// The sum of the angles between steps that follow each other, in radians: 0 on a straight path.
  public let turning: Double
  /// The length of the path over the distance of its ends; `nil` for a path that comes back.
  public let detour: Double?

  private let mean: [Double]
  private let axes: [[Double]]

  /// - Parameters:
  ///   - path: places, each of as many coordinates.
  ///   - count: of axes, at most.
  public init(_ path: [[Double]], count: Int = 3) {
    let stride = max(1, (path.count + Self.mostPlaces - 1) / Self.mostPlaces)
    let places = path.indices.filter { $0 % stride == 0 || $0 == path.count - 1 }.map { path[$0] }
    let width = path.first?.count ?? 0
    var mean = [Double](repeating: 0, count: width)
    for place in places {
      for i in 0..<width { mean[i] += place[i] / Double(places.count) }
    }
    let centered = places.map { place in zip(place, mean).map { $0 - $1 } }
    // The matrix of inner products has the same spectrum as the covariance, and few rows.
    let products = centered.flatMap { a in centered.map { b in inner(a, b) } }
    let eigen = SymmetricEigen(size: places.count, products)
    let order = eigen.values.indices.sorted { eigen.values[$0] > eigen.values[$1] }
    let total = eigen.values.reduce(0) { $0 + max(0, $1) }
    explained = order.prefix(count).map { total > 0 ? max(0, eigen.values[$0]) / total : 0 }
    axes = order.prefix(count).compactMap { k in
      guard total > 0, eigen.values[k] > 1e-14 * total else { return nil }
      var axis = [Double](repeating: 0, count: width)
      for (weight, place) in zip(eigen.vector(k), centered) {
        for i in 0..<width { axis[i] += weight * place[i] }
      }
      // The end of the path lies on the positive side.
      let end = centered.last.map { inner($0, axis) } ?? 0
      let norm = sqrt(inner(axis, axis)) * (end < 0 ? -1 : 1)
      return axis.map { $0 / norm }
    }
    self.mean = mean
    let steps = zip(path, path.dropFirst()).map { from, to in zip(to, from).map { $0 - $1 } }
    turning = zip(steps, steps.dropFirst()).reduce(0) { $0 + angle($1.0, $1.1) }
    let length = steps.reduce(0) { $0 + sqrt(inner($1, $1)) }
    let way = zip(path.last ?? [], path.first ?? []).map { $0 - $1 }
    let distance = sqrt(inner(way, way))
    detour = distance > 1e-12 * length ? length / distance : nil
  }

  /// How many axes there are.
  public var count: Int { axes.count }

  /// Where a place lies along the axes.
  public func coordinates(of place: [Double]) -> [Double] {
    let difference = zip(place, mean).map { $0 - $1 }
    return axes.map { inner($0, difference) }
  }
}

private func inner(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

/// Between two directions, 0 where one of them has no length.
private func angle(_ a: [Double], _ b: [Double]) -> Double {
  let norms = sqrt(inner(a, a) * inner(b, b))
  guard norms > 0 else { return 0 }
  // From half of the difference and of the sum of unit vectors, exact for small angles.
  let (p, q) = (sqrt(inner(a, a)), sqrt(inner(b, b)))
  let difference = zip(a, b).map { $0 / p - $1 / q }, sum = zip(a, b).map { $0 / p + $1 / q }
  return 2 * atan2(sqrt(inner(difference, difference)), sqrt(inner(sum, sum)))
}
