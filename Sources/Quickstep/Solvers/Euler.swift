/// Euler's method for the probability flow, which is DDIM: x' = alpha' D + sigma' eps, exact for a
/// prediction that does not change (Song et al. 2021, equation 12).
///
/// With eta above 0 a part of the noise is fresh, as `AncestralStep` has it. With churn, noise is
/// added first instead (Karras et al. 2022, algorithm 2).
public struct Euler: Solver {
  /// What is kept of a prediction that was made before the churn noise was added: `network` is the
  /// output F of D = c_skip x + c_out F (Karras et al. 2022, table 1).
  private enum Reuse: String, CaseIterable {
    case none, noise, data, velocity, network

    var prediction: Prediction? { Prediction(rawValue: rawValue) }
  }

  public static let declaration = Declaration(
    "euler", title: "Euler / DDIM", group: .oneStep, summary: "one evaluation a step, first order",
    paper: "Song et al. 2021, Denoising Diffusion Implicit Models",
    knobs: [.ancestralShare(0)] + Churn.knobs + [
      Knob(
        "reuse", "evaluate before churn and keep this prediction",
        .choice(Reuse.allCases.map(\.rawValue)), default: .word(Reuse.none.rawValue)),
      Knob(
        "sigma-data", "deviation of the data that a kept network's output is weighted for",
        .real(1e-6...1e6, step: .factor(1.2)), default: .real(0.5)),
    ])

  private let sigmaData: Double
  private let ancestral: Ancestral
  private let churn: Churn
  private let reuse: Reuse

  public var order: Double? { ancestral.isOff && churn.isOff ? 1 : nil }
  public var renoises: Bool { churn.isOff || reuse == .none }

  public init(_ knobs: KnobValues) {
    ancestral = Ancestral(knobs)
    sigmaData = knobs.real("sigma-data")
    churn = Churn(knobs)
    reuse = knobs.choice("reuse")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let (D, eps, s) = predictions(run, at: s)
    run.order = 1
    let ancestral = ancestral.step(from: s, to: t)
    run.advance(
      [(D, t.alpha), (eps, ancestral.lower.sigma)] + ancestral.noise(run.noise()))
  }

  /// The data and noise predictions of the churned state, and its level.
  private func predictions(
    _ run: StepContext, at s: NoiseLevel
  ) -> (data: Slot, noise: Slot, level: NoiseLevel) {
    guard !churn.isOff, reuse != .none else {
      let raised = churn.raise(run, from: s)
      let (D, eps) = run.evaluateBoth(run.state, at: raised)
      return (D, eps, raised)
    }
    let before = run.state
    let kept = run.evaluate(before, at: s, as: reuse.prediction ?? .data)
    let raised = churn.raise(run, from: s)
    let x = run.state
    let D = run.combine(dataTerms(of: kept, before, at: s, x, at: raised))
    let toNoise = Prediction.data.conversion(to: .noise, at: raised)
    return (D, run.combine((x, toNoise.state), (D, toNoise.output)), raised)
  }

  /// The data prediction at `raised` from what is kept of the evaluation at `s`.
  private func dataTerms(
    of kept: Slot, _ before: Slot, at s: NoiseLevel, _ x: Slot, at raised: NoiseLevel
  ) -> [Term] {
    if let prediction = reuse.prediction {
      // A velocity keeps the weights of the level that it was predicted for.
      let toData = prediction.conversion(to: .data, at: prediction == .velocity ? s : raised)
      return [(x, toData.state), (kept, toData.output)]
    }
    guard raised != s else { return [(kept, 1)] }
    let network = Preconditioning.edm(sigmaData: sigmaData, sign: 1)
    let then = network.conversion(sigma: s.rho), now = network.conversion(sigma: raised.rho)
    let ratio = now.output / then.output
    return [
      (x, now.state / raised.alpha), (before, -ratio * then.state / s.alpha), (kept, ratio),
    ]
  }
}
