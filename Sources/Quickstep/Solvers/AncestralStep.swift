import Glibc

/// A step that goes below the level asked for without noise and then up to it with fresh noise, of
/// standard deviation
///
///     f = eta sigma'/sigma sqrt(sigma² - (alpha sigma'/alpha')²),   at most sigma'
///
/// (Song et al. 2021, equation 16, written for any alpha and sigma). With eta = 1 it has the
/// variance of DDPM, and the lower level is sigma'²/alpha' · alpha/sigma.
struct AncestralStep {
  /// Where the state is before the noise: it has the alpha of the level asked for.
  let lower: NoiseLevel
  /// The standard deviation of the fresh noise.
  let fresh: Double
  /// What the fresh noise is multiplied by.
  private let scale: Double

  /// - Parameter rho: sigma/alpha that the lower level does not fall below.
  init(
    eta: Double, scale: Double = 1, from s: NoiseLevel, to t: NoiseLevel, above rho: Double = 0
  ) {
    self.scale = scale
    // In the order of published code: where nearly all noise is fresh, its rounding is seen.
    let left = s.alpha * t.sigma / t.alpha
    let square = t.sigma * t.sigma * (s.sigma * s.sigma - left * left) / (s.sigma * s.sigma)
    let most = rho > 0 ? sqrt(max(0, t.sigma * t.sigma - pow(rho * t.alpha, 2))) : t.sigma
    fresh = eta == 0 ? 0 : min(most, eta * sqrt(max(0, square)))
    lower =
      fresh == 0
      ? t : NoiseLevel(t: t.t, alpha: t.alpha, sigma: sqrt(max(0, t.variance - fresh * fresh)))
  }

  /// The fresh noise as a term of the step's sum; none where nothing is fresh.
  func noise(_ draw: @autoclosure () -> Slot) -> [Term] {
    fresh > 0 ? [(draw(), fresh * scale)] : []
  }
}

/// How much noise ancestral steps draw.
struct Ancestral: Sendable {
  /// The knobs of every solver with such steps.
  static func knobs(eta fallback: Double) -> [Knob] { [.ancestralShare(fallback), .noiseScale] }

  private let eta, noiseScale: Double

  init(_ knobs: KnobValues) {
    eta = knobs.real("eta")
    noiseScale = knobs.real(Knob.noiseScale.name)
  }

  var isOff: Bool { eta == 0 }

  /// - Parameter rho: sigma/alpha that the lower level does not fall below.
  func step(from s: NoiseLevel, to t: NoiseLevel, above rho: Double = 0) -> AncestralStep {
    AncestralStep(eta: eta, scale: noiseScale, from: s, to: t, above: rho)
  }
}

extension Knob {
  /// The share of fresh noise of an ancestral step.
  static func ancestralShare(_ fallback: Double) -> Knob {
    Knob(
      "eta", "share of fresh noise; 0 is the ODE, 1 ancestral", .real(0...10, step: .linear(0.1)),
      default: .real(fallback))
  }
}

extension NoiseLevel {
  /// sigma². On variance preserving levels it is 1 - alpha², as equation 12 of DDIM has it: where
  /// all noise is fresh, a step from alpha = 0, published runs carry the rounding of that difference.
  fileprivate var variance: Double {
    let rest = 1 - alpha * alpha
    return alpha < 1 && abs(rest - sigma * sigma) < 4e-16 ? rest : sigma * sigma
  }
}
