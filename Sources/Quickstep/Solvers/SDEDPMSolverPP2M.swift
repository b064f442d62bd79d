/// SDE-DPM-Solver++ 2M: the multistep formula for the reverse SDE (Lu et al. 2022b, algorithm 4;
/// with eta: Crowson 2022, k-diffusion).
public struct SDEDPMSolverPP2M: Solver {
  public static let declaration = Declaration(
    "sde-dpm++2m", title: "SDE-DPM-Solver++ 2M", group: .stochastic,
    summary: "multistep with fresh noise, one evaluation a step",
    paper: "Lu et al. 2022, DPM-Solver++, algorithm 4",
    knobs: [.reverseShare(1), .noiseScale, .form(.midpoint), .final(.lower)])

  private let method: ExponentialMultistep

  public var order: Double? { method.eta == 0 ? 2 : nil }

  public init(_ knobs: KnobValues) {
    method = ExponentialMultistep(
      order: 2, form: knobs.choice("form"), final: knobs.choice("final"), eta: knobs.real("eta"),
      noiseScale: knobs.real("s-noise"))
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    method.step(run, from: s, to: t)
  }
}
