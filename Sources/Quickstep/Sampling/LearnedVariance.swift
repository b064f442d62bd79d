import Glibc

/// What a model's number v for an element says of the variance of its fresh noise.
public enum LearnedVariance: Hashable, Sendable {
  /// The variance is v; a negative one counts as none.
  case value
  /// log variance lies between two bounds: at the lower for v = -1, at the upper for v = 1
  /// (Nichol & Dhariwal 2021, equation 15).
  case logRange(low: Double, high: Double)

  func deviation(_ v: Double) -> Double {
    switch self {
    case .value: sqrt(max(0, v))
    case .logRange(let low, let high): exp(0.5 * (low + (v + 1) / 2 * (high - low)))
    }
  }
}
