import Glibc

/// Where numbers lie between the smallest and the largest of them.
struct MatrixScale {
  let low, high: Double
  let scale: Axis.Scale

  /// The scale over those of the values that are finite, logarithmic where they are positive and
  /// more than two decades apart; `nil` where there are none.
  init?(covering values: some Sequence<Double>) {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    self.low = low
    self.high = high
    scale = low > 0 && high > 100 * low ? .logarithm : .linear
  }

  /// 0 for the smallest value, 1 for the largest; `nil` for what is not finite.
  func place(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    guard high > low else { return 0.5 }
    switch scale {
    // In halves, since the difference of two finite numbers may not be finite.
    case .linear: return (value / 2 - low / 2) / (high / 2 - low / 2)
    case .logarithm: return log(value / low) / log(high / low)
    }
  }
}
