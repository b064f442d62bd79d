/// What the set of images says about one noisy sample x.
public struct ImageEvidence: Equatable, Sendable {
  /// The image for which |x - alpha y| is smallest (the first such, by class and then by index),
  /// counted as in the data given to `IdealDenoiserTables`.
  public var nearest: Int
  /// |x - alpha y|^2 for that image.
  public var squaredDistance: Double
  /// log p(x) = log 1/N sum_n N(x; alpha y_n, sigma^2 I); NaN at sigma = 0.
  public var logDensity: Double
}

extension IdealDenoiserTables {
  /// E[y | x] for x = alpha y + sigma e with y one of the images, each equally likely.
  ///
  /// At sigma = 0 the mean is the nearest image (the average of those equally near). The row of a
  /// sample depends on that sample alone, and its bits not on the threads.
  /// - Parameters:
  ///   - x: `classes.count` rows of `dimension` numbers.
  ///   - classes: the class that y is drawn from, of those that have images; negative for all.
  ///   - mean: rows as in `x`; may be `x`.
  @discardableResult
  public func evaluate(
    _ x: UnsafeBufferPointer<Double>, alpha: Double, sigma: Double, classes: [Int32],
    into mean: UnsafeMutableBufferPointer<Double>, with kernels: Kernels
  ) -> [ImageEvidence] {
    precondition(x.count == classes.count * dimension && mean.count == x.count)
    return inRounds(x, alpha: alpha, sigma: sigma, classes: classes, kernels) { round in
      round.accumulateMeans(into: mean)
    }
  }

  /// For each row of `x` the nearest image of its class, at alpha = 1 and sigma = 0.
  /// - Parameters: as for `evaluate`.
  public func nearestImages(
    to x: UnsafeBufferPointer<Double>, classes: [Int32], with kernels: Kernels
  ) -> [ImageEvidence] {
    precondition(x.count == classes.count * dimension)
    return inRounds(x, alpha: 1, sigma: 0, classes: classes, kernels) { _ in }
  }

  /// Samples are taken in rounds, to keep the products of samples and images at about 16 MB.
  private func inRounds(
    _ x: UnsafeBufferPointer<Double>, alpha: Double, sigma: Double, classes: [Int32],
    _ kernels: Kernels, then finish: (ImageRound) -> Void
  ) -> [ImageEvidence] {
    guard let start = x.baseAddress else { return [] }
    let atOnce = min(64, max(4, 2_000_000 / count))
    // Samples of a class go together, for they need the same images.
    let order = classes.indices.sorted { (classes[$0], $0) < (classes[$1], $1) }
    var evidence = [ImageEvidence?](repeating: nil, count: classes.count)
    for first in Swift.stride(from: 0, to: order.count, by: atOnce) {
      let samples = order[first..<min(first + atOnce, order.count)]
      let tiles = ImageTile.tiles(samples, classes: classes, of: self)
      let round = ImageRound(
        self, tiles, x: start, alpha: alpha, sigma: sigma, kernels: kernels)
      for (sample, found) in round.weigh() { evidence[sample] = found }
      finish(round)
    }
    return evidence.map { $0! }
  }
}
