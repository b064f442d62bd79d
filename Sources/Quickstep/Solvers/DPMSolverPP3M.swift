/// DPM-Solver++ 3M: the parabola through the last three data predictions (Lu et al. 2022b,
/// appendix B; the published code takes half of the parabola's last term, which is of second order
/// in the limit and often better in short runs).
public struct DPMSolverPP3M: Solver {
  public static let declaration = Declaration(
    "dpm++3m", title: "DPM-Solver++ 3M", group: .multistep,
    summary: "multistep, one evaluation a step, third order",
    paper: "Lu et al. 2022, DPM-Solver++, appendix B",
    knobs: [.curvature([.half, .full]), .form(.midpoint), .final(.lower)])

  private let method: ExponentialMultistep

  public var order: Double? { method.curvature == .full ? 3 : 2 }

  public init(_ knobs: KnobValues) {
    method = ExponentialMultistep(
      order: 3, form: knobs.choice("form"), final: knobs.choice("final"),
      curvature: knobs.choice("curvature"))
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    method.step(run, from: s, to: t)
  }
}
