import Glibc

/// What a model predicts. With x = alpha D + sigma eps, and alpha', sigma' the same level scaled
/// to alpha'² + sigma'² = 1 (Salimans & Ho 2022 for the velocity):
public enum Prediction: String, CaseIterable, Sendable {
  /// eps, the noise.
  case noise
  /// D, the data.
  case data
  /// v = alpha' eps - sigma' D.
  case velocity
  /// eps - D, the slope of rectified flow.
  case flow

  /// As tables of coefficients write it.
  public var symbol: String {
    switch self {
    case .noise: "ε"
    case .data: "D"
    case .velocity: "v"
    case .flow: "u"
    }
  }
}

/// A prediction as a linear function of the state x and the model's output.
public struct Conversion: Hashable, Sendable {
  public var state: Double
  public var output: Double

  public init(state: Double, output: Double) {
    self.state = state
    self.output = output
  }
}

extension Prediction {
  /// How to get `target` from an output of this kind at a level.
  public func conversion(to target: Prediction, at level: NoiseLevel) -> Conversion {
    if self == target { return Conversion(state: 0, output: 1) }
    let (data, noise) = dataAndNoise(at: level)
    let n = hypot(level.alpha, level.sigma)
    return switch target {
    case .data: data
    case .noise: noise
    case .velocity: level.alpha / n * noise - level.sigma / n * data
    case .flow: noise - data
    }
  }

  /// D and eps from an output of this kind, each in the form that loses no digits.
  private func dataAndNoise(at level: NoiseLevel) -> (data: Conversion, noise: Conversion) {
    let a = level.alpha, s = level.sigma
    switch self {
    case .noise:
      return (Conversion(state: 1 / a, output: -s / a), Conversion(state: 0, output: 1))
    case .data:
      // Without noise in the state, nothing is known of eps but its mean, 0.
      let noise =
        s == 0 ? Conversion(state: 0, output: 0) : Conversion(state: 1 / s, output: -a / s)
      return (Conversion(state: 0, output: 1), noise)
    case .velocity:
      let n = hypot(a, s)
      return (
        Conversion(state: a / (n * n), output: -s / n),
        Conversion(state: s / (n * n), output: a / n)
      )
    case .flow:
      let sum = a + s
      return (
        Conversion(state: 1 / sum, output: -s / sum), Conversion(state: 1 / sum, output: a / sum)
      )
    }
  }
}

extension Conversion {
  fileprivate static func * (factor: Double, c: Conversion) -> Conversion {
    Conversion(state: factor * c.state, output: factor * c.output)
  }

  fileprivate static func - (a: Conversion, b: Conversion) -> Conversion {
    Conversion(state: a.state - b.state, output: a.output - b.output)
  }
}
