import Glibc

/// What stands between a network's output F and a prediction, with sigma = sigma/alpha of the level
/// and x/alpha for the state.
public enum Preconditioning: Hashable, Sendable {
  /// The output is the prediction itself.
  case none
  /// D = c_skip x + c_out F of Karras et al. 2022, table 1; `sign` is that of c_out.
  case edm(sigmaData: Double, sign: Double)
  /// D = c_skip x + c_out F that is x itself at `sigmaMin` (Song et al. 2023, Consistency Models,
  /// appendix C).
  case consistency(sigmaData: Double, sigmaMin: Double)
  /// F is the score: eps = -sigma F (Song et al. 2021).
  case score

  /// What the output becomes, for a network that predicts `output` where nothing is done to it.
  public func prediction(of output: Prediction) -> Prediction {
    switch self {
    case .none: output
    case .edm, .consistency: .data
    case .score: .noise
    }
  }

  /// What x/alpha is multiplied by before the network sees it; nil for its own path's scale.
  func inputScale(sigma: Double) -> Double? {
    switch self {
    case .none: nil
    case .edm(let sigmaData, _), .consistency(let sigmaData, _): 1 / hypot(sigma, sigmaData)
    case .score: 1
    }
  }

  /// The prediction from x/alpha and F.
  func conversion(sigma: Double) -> Conversion {
    switch self {
    case .none: return Conversion(state: 0, output: 1)
    case .edm(let s, let sign):
      let norm = hypot(sigma, s)
      return Conversion(state: s * s / (norm * norm), output: sign * sigma * s / norm)
    case .consistency(let s, let least):
      let above = sigma - least
      return Conversion(
        state: s * s / (above * above + s * s), output: above * s / hypot(sigma, s))
    case .score: return Conversion(state: 0, output: -sigma)
    }
  }

  /// How a state at a level reaches the network, and the prediction from state and output.
  public func adapter(at level: NoiseLevel) -> (inputScale: Double, prediction: Conversion)? {
    guard let scale = inputScale(sigma: level.rho) else { return nil }
    let conversion = conversion(sigma: level.rho)
    return (
      scale / level.alpha,
      Conversion(state: conversion.state / level.alpha, output: conversion.output)
    )
  }
}
