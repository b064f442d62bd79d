/// Ancestral sampling: an Euler step to a lower level than asked for, then fresh noise up to it
/// (Song et al. 2021, equation 16 with eta = 1; the form of Crowson's k-diffusion).
///
/// It is Euler's step with another default: the same numbers come from `euler:eta=1`.
public struct EulerAncestral: Solver {
  public static let declaration = Declaration(
    "euler-ancestral", title: "Euler ancestral", group: .stochastic,
    summary: "one evaluation a step, with the fresh noise of DDPM",
    paper: "Song et al. 2021, Denoising Diffusion Implicit Models, equation 16",
    knobs: [
      Knob(
        "eta", "share of fresh noise; 0 is the ODE", .real(0...10, step: .linear(0.1)),
        default: .real(1)),
      .noiseScale,
    ])

  private var euler: Euler

  public var order: Double? { euler.order }
  public var renoises: Bool { euler.renoises }

  public init(_ knobs: KnobValues) {
    euler = Euler(
      KnobValues(
        Euler.declaration.knobs,
        [
          "eta": .real(knobs.real("eta")),
          Knob.noiseScale.name: .real(knobs.real(Knob.noiseScale.name)),
        ]
      ))
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    euler.step(run, from: s, to: t)
  }
}
