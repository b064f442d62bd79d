import Tensors

extension Metric {
  /// SW2² = mean over directions of W2² between the projections (Rabin et al. 2012).
  static let slicedWasserstein = Metric(
    name: "sliced-w2", symbol: "sliced W2", unit: "",
    summary: "Wasserstein-2 distance to true samples, averaged over 64 directions",
    better: .lower, format: .significant,
    basis: .exact { made, truth in
      let directions = truth.directions, lanes = SortedLists.lanes
      let squares = AlignedBuffer(count: directions.count * lanes)
      nonisolated(unsafe) let out = squares.start
      let rows = made.rows, kernels = made.kernels
      let reference = truth.projections(kernels)
      kernels.pool.parallelFor(directions.count) { group in
        let projections = directions.projections(of: rows, group, kernels)
        let distances = reference[group].squaredDistances(to: projections, with: kernels)
        for (lane, square) in distances.enumerated() { out[group * lanes + lane] = square }
      }
      return (squares.values.reduce(0, +) / Double(squares.count)).squareRoot()
    })
}

/// Unit vectors on which distributions are compared, in groups of as many as are sorted together.
final class SliceDirections: Sendable {
  /// Of groups.
  let count: Int
  private let width: Int
  /// [group][coordinate][direction of the group].
  private let grouped: SampleRows

  init(_ groups: Int, width: Int, seed: UInt64, _ kernels: Kernels) {
    let lanes = SortedLists.lanes
    let normals = AlignedBuffer(count: groups * lanes * width)
    kernels.fillNormals(
      normals.mutableValues, samples: 0..<UInt32(groups * lanes),
      key: NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.projection.rawValue))
    var grouped = [Double](repeating: 0, count: normals.count)
    for direction in 0..<groups * lanes {
      let normal = normals.values[direction * width..<(direction + 1) * width]
      let length = normal.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for (i, number) in normal.enumerated() {
        grouped[(direction / lanes * width + i) * lanes + direction % lanes] = number / length
      }
    }
    count = groups
    self.width = width
    self.grouped = SampleRows(grouped, width: width * lanes)
  }

  func projections(of rows: SampleRows, _ group: Int, _ kernels: Kernels) -> SortedLists {
    withExtendedLifetime(rows) {
      SortedLists(rows.buffer.values, on: grouped[group], with: kernels)
    }
  }
}
