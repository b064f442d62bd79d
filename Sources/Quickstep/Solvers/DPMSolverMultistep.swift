/// DPM-Solver in its multistep form: as DPM-Solver++, but for the noise prediction (Lu et al. 2022a,
/// with the multistep formulas of Lu et al. 2022b); with eta also for the reverse SDE.
public struct DPMSolverMultistep: Solver {
  public static let declaration = Declaration(
    "dpm-multistep", title: "DPM-Solver multistep", group: .multistep,
    summary: "multistep in the noise prediction, one evaluation a step, up to third order",
    paper: "Lu et al. 2022, DPM-Solver, equation 3.7",
    knobs: [
      Knob("order", "highest order", .integer(1...3), default: .integer(2)), .reverseShare(0),
      .noiseScale, .curvature([.half, .full]), .form(.midpoint), .final(.lower),
    ])

  private let method: ExponentialMultistep

  public var order: Double? {
    guard method.eta == 0 else { return nil }
    return method.order == 3 && method.curvature == .half ? 2 : Double(method.order)
  }

  public init(_ knobs: KnobValues) {
    method = ExponentialMultistep(
      prediction: .noise, order: knobs.integer("order"), form: knobs.choice("form"),
      final: knobs.choice("final"), curvature: knobs.choice("curvature"), eta: knobs.real("eta"),
      noiseScale: knobs.real("s-noise"))
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    method.step(run, from: s, to: t)
  }
}
