import Tensors

extension Metric {
  /// MMD² = E k(x, x') + E k(y, y') - 2 E k(x, y) over all pairs (Gretton et al. 2012, equation 5,
  /// biased), k a Gaussian as wide as the median distance of true samples; of the first 512
  /// samples.
  static let maximumMeanDiscrepancy = Metric(
    name: "mmd", symbol: "MMD", unit: "",
    summary: "maximum mean discrepancy to true samples, Gaussian kernel of median width",
    better: .lower, format: .significant,
    basis: .exact { made, truth in
      let samples = made.rows, kernels = made.kernels
      let reference = truth.discrepancy(kernels)
      let own = reference.meanKernel(within: samples, kernels)
      let cross = reference.meanKernel(samples, kernels)
      return max(0, own + reference.own - 2 * cross).squareRoot()
    })
}

/// The Gaussian kernel k(a, b) = exp(-|a - b|² / 2 h²) of true samples, h their median distance.
struct KernelReference: Sendable {
  /// E k(y, y') over the true samples.
  private(set) var own = 0.0
  /// Of the exponent, -1 / 2 h².
  private let scale: Double
  private let columns: SampleColumns

  /// More samples than this are cut off, for the cost grows with their square.
  private static let most = 512
  /// How many true samples the median distance is taken of.
  private static let medianOf = 256

  init(_ truth: SampleRows, _ kernels: Kernels) {
    let count = min(truth.count, Self.medianOf)
    let distances = (0..<count).flatMap { i in
      (0..<i).map { kernels.squaredDistance(truth[i], truth[$0]) }
    }.sorted()
    let median = distances.isEmpty ? 0 : distances[distances.count / 2].squareRoot()
    let width = median > 0 ? median : 1
    scale = -1 / (2 * width * width)
    columns = Self.columns(truth)
    own = meanKernel(within: truth, kernels)
  }

  /// The mean of k(a, a') over all pairs, those of a sample with itself included.
  func meanKernel(within a: SampleRows, _ kernels: Kernels) -> Double {
    let columns = Self.columns(a)
    let sums = rowSums(a, columns.count, kernels) { row in
      0.5 + columns.gaussianSum(around: a[row], first: row, scale: scale, with: kernels)
    }
    return 2 * sums / Double(columns.count * columns.count)
  }

  /// The mean of k(a, y) over all pairs with true samples.
  func meanKernel(_ a: SampleRows, _ kernels: Kernels) -> Double {
    let rows = min(a.count, Self.most)
    let sums = rowSums(a, rows, kernels) { row in
      columns.gaussianSum(around: a[row], first: columns.count, scale: scale, with: kernels)
    }
    return sums / Double(rows * columns.count)
  }

  private func rowSums(
    _ a: SampleRows, _ rows: Int, _ kernels: Kernels, _ sum: @Sendable (_ row: Int) -> Double
  ) -> Double {
    let sums = AlignedBuffer(count: rows)
    nonisolated(unsafe) let out = sums.start
    kernels.pool.parallelFor(rows) { out[$0] = sum($0) }
    return sums.values.reduce(0, +)
  }

  private static func columns(_ a: SampleRows) -> SampleColumns {
    withExtendedLifetime(a) {
      let numbers = a.buffer.values.prefix(min(a.count, most) * a.width)
      return SampleColumns(UnsafeBufferPointer(rebasing: numbers), width: a.width)
    }
  }
}
