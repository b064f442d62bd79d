/// Heun's method in rho = sigma/alpha: an Euler step, then the mean of the noise predictions at
/// both of its ends (Karras et al. 2022, algorithm 1 with sigma(t) = t, s(t) = 1, for any alpha).
///
/// The probability flow is d(x/alpha) = eps d rho. Where rho is infinite or the next eps is
/// undefined, at alpha = 0 and at sigma' = 0, the Euler step stands.
public struct Heun: Solver {
  public static let declaration = Declaration(
    "heun", title: "Heun", group: .rungeKutta,
    summary: "two evaluations a step, second order; averages the noise",
    paper: "Karras et al. 2022, Elucidating the Design Space of Diffusion Models, algorithm 1",
    knobs: Churn.knobs)

  private let churn: Churn

  public var order: Double? { churn.isOff ? 2 : nil }

  public init(_ knobs: KnobValues) { churn = Churn(knobs) }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let s = churn.raise(run, from: s)
    let terms = run.heunTerms(run.state, from: s, to: t)
    run.order = s.alpha > 0 && t.sigma > 0 ? 2 : 1
    run.advance(terms)
  }
}

extension StepContext {
  /// Moves `x` from `s` to `t` as if the data prediction at `s` stayed the same; defined for
  /// alpha = 0 and sigma' = 0 too.
  func eulerStep(_ x: Slot, from s: NoiseLevel, to t: NoiseLevel, plus noise: [Term] = []) {
    let terms = eulerTerms(x, from: s, to: t)
    order = 1
    advance(terms + noise)
  }

  private func eulerTerms(_ x: Slot, from s: NoiseLevel, to t: NoiseLevel) -> [Term] {
    let D = evaluate(x, at: s, as: .data)
    return [(x, t.sigma / s.sigma), (D, t.alpha - s.alpha * t.sigma / s.sigma)]
  }

  /// One of Heun's steps as a sum, an Euler step where one of its slopes is not defined.
  func heunTerms(_ x: Slot, from s: NoiseLevel, to t: NoiseLevel) -> [Term] {
    guard s.alpha > 0, t.sigma > 0 else { return eulerTerms(x, from: s, to: t) }
    let scale = t.alpha / s.alpha
    let h = t.alpha * (t.rho - s.rho)
    let eps = evaluate(x, at: s, as: .noise)
    let ahead = combine((x, scale), (eps, h))
    let epsAhead = evaluate(ahead, at: t, as: .noise)
    return [(x, scale), (eps, h / 2), (epsAhead, h / 2)]
  }
}
