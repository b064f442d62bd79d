/// SDE-DPM-Solver++ 3M: the parabola through the last three data predictions, for the reverse SDE
/// (Crowson 2023, k-diffusion).
public struct SDEDPMSolverPP3M: Solver {
  public static let declaration = Declaration(
    "sde-dpm++3m", title: "SDE-DPM-Solver++ 3M", group: .stochastic,
    summary: "multistep with fresh noise, one evaluation a step, three predictions",
    paper: "Crowson 2023, k-diffusion, after Lu et al. 2022, DPM-Solver++",
    knobs: [
      .reverseShare(1), .noiseScale, .curvature([.half, .full, .shifted]), .form(.heun),
      .final(.keep),
    ])

  private let method: ExponentialMultistep

  public var order: Double? {
    guard method.eta == 0 else { return nil }
    return switch method.curvature {
    case .full: 3
    case .half: 2
    case .shifted: 1
    }
  }

  public init(_ knobs: KnobValues) {
    method = ExponentialMultistep(
      order: 3, form: knobs.choice("form"), final: knobs.choice("final"),
      curvature: knobs.choice("curvature"), eta: knobs.real("eta"),
      noiseScale: knobs.real("s-noise"))
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    method.step(run, from: s, to: t)
  }
}
