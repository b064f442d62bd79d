/// Inverts DDIM as pipelines for editing do: the model is asked at the level that a step leads to,
/// and what it says there stands for the level that the step starts from (the probability flow
/// backwards, Song et al. 2021, section 4.3).
///
///     x' = alpha' D + sigma' eps   with D and eps from x at s and the model's answer m(x, t)
///
/// Going down, it is a method of first order as well.
public struct DDIMInversion: Solver {
  public static let declaration = Declaration(
    "ddim-inversion", title: "DDIM inversion", group: .oneStep,
    summary: "Euler, but the model is told the level that the step leads to",
    paper: "Song et al. 2021, Denoising Diffusion Implicit Models, section 4.3",
    knobs: [
      Knob(
        "prediction", "what is taken from one level to the other",
        .choice([Prediction.noise, .data, .velocity].map(\.rawValue)),
        default: .word(Prediction.noise.rawValue))
    ])

  public let order: Double? = 1
  public let renoises = true
  private let prediction: Prediction

  public init(_ knobs: KnobValues) { prediction = knobs.choice("prediction") }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // Of pure noise, and for data alone, the answer at the other end tells nothing.
    let (D, eps) =
      s.alpha > 0 && t.sigma > 0
      ? run.evaluateBoth(run.state, at: s, asking: t, for: prediction)
      : run.evaluateBoth(run.state, at: s)
    run.order = 1
    run.advance((D, t.alpha), (eps, t.sigma))
  }
}
