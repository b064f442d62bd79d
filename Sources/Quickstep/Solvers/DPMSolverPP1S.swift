/// DPM-Solver++ of first order: the data prediction is taken to stay as it is
/// (Lu et al. 2022b, equation 3.5). Without clipping it is DDIM.
public struct DPMSolverPP1S: Solver {
  public static let declaration = Declaration(
    "dpm++1s", title: "DPM-Solver++ 1S", group: .oneStep,
    summary: "one evaluation a step, first order in the data",
    paper: "Lu et al. 2022, DPM-Solver++, equation 3.5")

  public let order: Double? = 1

  public init(_ knobs: KnobValues) {}

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    ExponentialMultistep(order: 1).step(run, from: s, to: t)
  }
}
