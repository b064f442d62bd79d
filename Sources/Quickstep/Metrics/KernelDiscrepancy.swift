import Glibc
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
      let cross = reference.meanKernel(samples, truth.rows, kernels)
      return max(0, own + reference.own - 2 * cross).squareRoot()
    })
}

/// The Gaussian kernel of true samples.
struct KernelReference: Sendable {
  /// E k(y, y') over the true samples.
  private(set) var own = 0.0
  private let width: Double

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
    width = median > 0 ? median : 1
    own = meanKernel(within: truth, kernels)
  }

  /// The mean of k(a, a') over all pairs, those of a sample with itself included.
  func meanKernel(within a: SampleRows, _ kernels: Kernels) -> Double {
    let rows = min(a.count, Self.most)
    let sums = AlignedBuffer(count: rows)
    nonisolated(unsafe) let out = sums.start
    let scale = -1 / (2 * width * width)
    kernels.pool.parallelFor(rows) { row in
      var sum = 0.5
      for column in 0..<row {
        sum += exp(scale * kernels.squaredDistance(a[row], a[column]))
      }
      out[row] = sum
    }
    return 2 * sums.values.reduce(0, +) / Double(rows * rows)
  }

  /// The mean of k(a, b) = exp(-|a - b|² / 2 h²) over all pairs.
  func meanKernel(_ a: SampleRows, _ b: SampleRows, _ kernels: Kernels) -> Double {
    let rows = min(a.count, Self.most), columns = min(b.count, Self.most)
    let sums = AlignedBuffer(count: rows)
    nonisolated(unsafe) let out = sums.start
    let scale = -1 / (2 * width * width)
    kernels.pool.parallelFor(rows) { row in
      var sum = 0.0
      for column in 0..<columns {
        sum += exp(scale * kernels.squaredDistance(a[row], b[column]))
      }
      out[row] = sum
    }
    return sums.values.reduce(0, +) / Double(rows * columns)
  }
}
