import Glibc

/// The design space of Karras et al. 2022, table 1: x = s(t) (x0 + sigma(t) eps) with sigma(t) and
/// s(t) chosen apart.
///
/// sigma(t) is t, sqrt t, or sqrt(e^(b_d t²/2 + b_min t) - 1); s(t) is 1 or 1 / sqrt(1 + sigma(t)²).
public struct ElucidatedSpace: Schedule {
  private enum Noise: String, CaseIterable { case linear, root, vp }
  private enum Scaling: String, CaseIterable { case none, vp }

  public static let declaration = Declaration(
    "edm-space", title: "EDM design space", summary: "sigma(t) and s(t) chosen apart",
    paper: "Karras et al. 2022, Elucidating the Design Space of Diffusion Models, table 1",
    knobs: [
      Knob(
        "noise", "sigma(t): t, its root (VE), or that of a linear VP process",
        .choice(Noise.allCases.map(\.rawValue)), default: .word(Noise.linear.rawValue)),
      Knob(
        "scaling", "s(t): 1, or what makes x variance preserving",
        .choice(Scaling.allCases.map(\.rawValue)), default: .word(Scaling.none.rawValue)),
      Knob("beta-d", "b1 - b0", .real(0.1...200, step: .factor(1.1)), default: .real(19.9)),
      Knob("beta-min", "b0", .real(-10...10, step: .linear(0.01)), default: .real(0.1)),
      Knob(
        "sigma-min", "sigma at the clean end", .real(1e-6...10, step: .factor(1.2)),
        default: .real(0.002)),
      Knob(
        "sigma-max", "sigma at the noisy end", .real(0.01...1e6, step: .factor(1.2)),
        default: .real(80)),
    ],
    orders: [KnobOrder("sigma-min", below: "sigma-max")])

  private let noise: Noise
  private let scaling: Scaling
  private let betaD, betaMin, sigmaMin, sigmaMax: Double

  public init(_ knobs: KnobValues) {
    noise = knobs.choice("noise")
    scaling = knobs.choice("scaling")
    betaD = knobs.real("beta-d")
    betaMin = knobs.real("beta-min")
    sigmaMin = knobs.real("sigma-min")
    sigmaMax = knobs.real("sigma-max")
  }

  public var range: ClosedRange<Double> {
    time(of: min(sigmaMin, sigmaMax))...time(of: max(sigmaMin, sigmaMax))
  }

  public func level(t: Double) -> NoiseLevel { level(t: t, sigma: sigma(t)) }

  public func level(rho: Double) -> NoiseLevel { level(t: time(of: rho), sigma: rho) }

  public func level(lambda: Double) -> NoiseLevel { level(rho: exp(-lambda)) }

  public func rate(t: Double) -> (alpha: Double, sigma: Double) {
    let level = level(t: t)
    let sigma = level.rho
    let sigmaRate =
      switch noise {
      case .linear: 1.0
      case .root: 0.5 / sigma
      case .vp: 0.5 * (betaMin + betaD * t) * (sigma + 1 / sigma)
      }
    let s = level.alpha
    let sRate = scaling == .vp ? -sigma * sigmaRate * s * s * s : 0
    return (sRate, sRate * sigma + s * sigmaRate)
  }

  public func startScale(_ level: NoiseLevel) -> Double { level.sigma }

  private func level(t: Double, sigma: Double) -> NoiseLevel {
    let s = scaling == .vp ? 1 / sqrt(1 + sigma * sigma) : 1
    return NoiseLevel(t: t, alpha: s, sigma: s * sigma)
  }

  private func sigma(_ t: Double) -> Double {
    switch noise {
    case .linear: t
    case .root: sqrt(t)
    case .vp: sqrt(expm1(0.5 * betaD * t * t + betaMin * t))
    }
  }

  private func time(of sigma: Double) -> Double {
    switch noise {
    case .linear: sigma
    case .root: sigma * sigma
    case .vp:
      (sqrt(betaMin * betaMin + 2 * betaD * log1p(sigma * sigma)) - betaMin) / betaD
    }
  }
}
