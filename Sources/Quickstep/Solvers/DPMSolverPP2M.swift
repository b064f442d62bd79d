import Glibc

/// DPM-Solver++(2M): the exponential integrator for the data prediction, extrapolated from two
/// evaluations (Lu et al. 2022b, algorithm 2).
public struct DPMSolverPP2M: Solver {
  public static let declaration = Declaration(
    "dpm++2m", title: "DPM-Solver++ 2M", summary: "multistep, one evaluation a step, second order",
    paper: "Lu et al. 2022, DPM-Solver++, algorithm 2")

  public let order: Double? = 2

  public init(_ knobs: KnobValues) {}

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let D = run.evaluate(run.state, at: s, as: .data)
    let h = t.lambda - s.lambda
    let gain = -t.alpha * expm1(-h)
    if let previous = run.history.first, run.remaining > 0 {
      let r = (s.lambda - previous.level.lambda) / h
      run.order = 2
      run.advance(
        (run.state, t.sigma / s.sigma), (D, gain * (1 + 0.5 / r)),
        (previous.slot, -gain * 0.5 / r))
    } else {
      run.order = 1
      run.advance((run.state, t.sigma / s.sigma), (D, gain))
    }
    run.remember(D, at: s, keep: 1)
  }
}
