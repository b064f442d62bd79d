/// DPM-Solver++ 2M: the line through this data prediction and the last (Lu et al. 2022b,
/// algorithm 2).
///
/// With eta above 0 it goes to the lower level of `AncestralStep`, then up with fresh noise; the line
/// then goes by how far the last step went down.
public struct DPMSolverPP2M: Solver {
  public static let declaration = Declaration(
    "dpm++2m", title: "DPM-Solver++ 2M", group: .multistep,
    summary: "multistep, one evaluation a step, second order",
    paper: "Lu et al. 2022, DPM-Solver++, algorithm 2",
    knobs: [.form(.midpoint), .final(.lower)] + Ancestral.knobs(eta: 0))

  public var order: Double? { method.ancestral?.isOff == false ? nil : 2 }
  public let renoises = true
  private let method: ExponentialMultistep

  public init(_ knobs: KnobValues) {
    method = ExponentialMultistep(
      order: 2, form: knobs.choice("form"), final: knobs.choice("final"),
      ancestral: Ancestral(knobs))
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    method.step(run, from: s, to: t)
  }
}
