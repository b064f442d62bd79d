import Tensors

extension Metric {
  /// SW2² = mean over directions of W2² between the projections (Rabin et al. 2012).
  static let slicedWasserstein = Metric(
    name: "sliced-w2", symbol: "sliced W2", unit: "",
    summary: "Wasserstein-2 distance to true samples, averaged over 64 directions",
    better: .lower, format: .significant,
    basis: .exact { made, truth in
      let directions = truth.directions
      let squares = AlignedBuffer(count: directions.count)
      nonisolated(unsafe) let out = squares.start
      let rows = made.rows, kernels = made.kernels
      let reference = truth.projections(kernels)
      kernels.pool.parallelFor(directions.count) { index in
        out[index] = squaredDistance(
          rows.projections(on: directions[index], kernels), reference[index])
      }
      return (squares.values.reduce(0, +) / Double(directions.count)).squareRoot()
    })
}

extension SampleRows {
  /// Of every row, sorted.
  func projections(
    on direction: UnsafeBufferPointer<Double>, _ kernels: Kernels
  ) -> [Double] {
    sortedNumbers(
      (0..<count).map { kernels.dot(self[$0], direction) })
  }
}

/// W2² of two sorted lists, the second at least as long as the first: each number of the first is as
/// far down its list as the numbers of the second that it is paired with.
private func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for (index, value) in b.enumerated() {
    let difference = value - a[index * a.count / b.count]
    sum += difference * difference
  }
  return sum / Double(b.count)
}
