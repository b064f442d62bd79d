extension GaussianMixture {
  /// A box that holds all but a few of ten thousand noisy samples, coordinate by coordinate: four
  /// deviations around every component.
  /// - Parameter level: `nil` for the data itself.
  public func bounds(
    at level: NoiseLevel? = nil, ofClass wanted: Int32 = anyClass
  ) -> [ClosedRange<Double>] {
    let (alpha, sigma) = (level?.alpha ?? 1, level?.sigma ?? 0)
    return (0..<shape.count).map { axis in
      let ranges = components[components(ofClass: wanted)].map { component in
        let mean = alpha * component.mean[axis], spread = alpha * component.deviation
        let reach = 4 * (spread * spread + sigma * sigma).squareRoot()
        return mean - reach...mean + reach
      }
      return ranges.map(\.lowerBound).min()!...ranges.map(\.upperBound).max()!
    }
  }
}

extension Denoiser {
  /// A box around the true samples, coordinate by coordinate; `nil` where it is not known.
  public var bounds: [ClosedRange<Double>]? { (exact as? GaussianMixture)?.bounds() }
}
