import Glibc

/// Euler's method for the probability flow, which is DDIM: x' = alpha' D + sigma' eps, exact for a
/// prediction that does not change (Song et al. 2021, equation 12).
///
/// With eta above 0 a part s of the noise is fresh (equation 16, written for any alpha and sigma):
/// s = eta sigma'/sigma sqrt(sigma² - (alpha sigma'/alpha')²); eta = 1 has the variance of DDPM.
public struct Euler: Solver {
  public static let declaration = Declaration(
    "euler", title: "Euler / DDIM", summary: "one evaluation a step, first order",
    paper: "Song et al. 2021, Denoising Diffusion Implicit Models",
    knobs: [
      Knob(
        "eta", "share of fresh noise; 0 is the ODE", .real(0...1, step: .linear(0.1)),
        default: .real(0))
    ])

  private let eta: Double

  public var order: Double? { eta == 0 ? 1 : nil }

  public init(_ knobs: KnobValues) { eta = knobs.real("eta") }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let (D, eps) = run.evaluateBoth(run.state, at: s)
    run.order = 1
    guard eta > 0 else { return run.advance((D, t.alpha), (eps, t.sigma)) }
    let left = s.alpha * t.sigma / t.alpha
    let fresh = eta * t.sigma / s.sigma * sqrt(max(0, s.sigma * s.sigma - left * left))
    run.advance(
      (D, t.alpha), (eps, sqrt(max(0, t.sigma * t.sigma - fresh * fresh))), (run.noise(), fresh))
  }
}
