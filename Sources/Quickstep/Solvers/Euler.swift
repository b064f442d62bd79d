import Glibc

/// Euler's method for the probability flow, which is DDIM: x' = alpha' D + sigma' eps, exact for a
/// prediction that does not change (Song et al. 2021, equation 12).
///
/// With eta above 0 a part s of the noise is fresh (equation 16, written for any alpha and sigma):
/// s = eta sigma'/sigma sqrt(sigma² - (alpha sigma'/alpha')²), at most sigma'; eta = 1 has the
/// variance of DDPM and is ancestral sampling. With churn, noise is added first instead
/// (Karras et al. 2022, algorithm 2).
public struct Euler: Solver {
  /// What is kept of a prediction that was made before the churn noise was added.
  private enum Reuse: String, CaseIterable {
    case none, noise, data, velocity

    var prediction: Prediction? { Prediction(rawValue: rawValue) }
  }

  public static let declaration = Declaration(
    "euler", title: "Euler / DDIM", summary: "one evaluation a step, first order",
    paper: "Song et al. 2021, Denoising Diffusion Implicit Models",
    knobs: [
      Knob(
        "eta", "share of fresh noise; 0 is the ODE, 1 ancestral", .real(0...10, step: .linear(0.1)),
        default: .real(0))
    ] + Churn.knobs + [
      Knob(
        "reuse", "evaluate before churn and keep this prediction",
        .choice(Reuse.allCases.map(\.rawValue)), default: .word(Reuse.none.rawValue))
    ])

  private let eta, noiseScale: Double
  private let churn: Churn
  private let reuse: Reuse

  public var order: Double? { eta == 0 && churn.isOff ? 1 : nil }

  public init(_ knobs: KnobValues) {
    eta = knobs.real("eta")
    noiseScale = knobs.real(Knob.noiseScale.name)
    churn = Churn(knobs)
    reuse = knobs.choice("reuse")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let (D, eps, s) = predictions(run, at: s)
    run.order = 1
    let fresh = eta == 0 ? 0 : freshNoise(from: s, to: t)
    guard fresh > 0 else { return run.advance((D, t.alpha), (eps, t.sigma)) }
    run.advance(
      (D, t.alpha), (eps, sqrt(max(0, t.variance - fresh * fresh))),
      (run.noise(), fresh * noiseScale))
  }

  private func freshNoise(from s: NoiseLevel, to t: NoiseLevel) -> Double {
    let left = s.alpha * t.sigma / t.alpha
    return min(t.sigma, eta * t.sigma / s.sigma * sqrt(max(0, s.sigma * s.sigma - left * left)))
  }

  /// The data and noise predictions of the churned state, and its level.
  private func predictions(
    _ run: StepContext, at s: NoiseLevel
  ) -> (data: Slot, noise: Slot, level: NoiseLevel) {
    guard !churn.isOff, let kept = reuse.prediction else {
      let raised = churn.raise(run, from: s)
      let (D, eps) = run.evaluateBoth(run.state, at: raised)
      return (D, eps, raised)
    }
    let output = run.evaluate(run.state, at: s, as: kept)
    let raised = churn.raise(run, from: s)
    let x = run.state
    // A velocity keeps the weights of the level that it was predicted for.
    let toData = kept.conversion(to: .data, at: kept == .velocity ? s : raised)
    let D = run.combine((x, toData.state), (output, toData.output))
    let toNoise = Prediction.data.conversion(to: .noise, at: raised)
    return (D, run.combine((x, toNoise.state), (D, toNoise.output)), raised)
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
