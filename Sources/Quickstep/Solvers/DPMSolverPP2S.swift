import Glibc

/// DPM-Solver++ 2S: a second evaluation inside the step, at lambda + r h (Lu et al. 2022b,
/// algorithm 1).
public struct DPMSolverPP2S: Solver {
  public static let declaration = Declaration(
    "dpm++2s", title: "DPM-Solver++ 2S", summary: "two evaluations a step, second order",
    paper: "Lu et al. 2022, DPM-Solver++, algorithm 1",
    knobs: [
      Knob(
        "r", "where in the step the second evaluation lies", .real(0.05...1, step: .linear(0.05)),
        default: .real(0.5))
    ])

  public let order: Double? = 2
  private let r: Double

  public init(_ knobs: KnobValues) { r = knobs.real("r") }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let D = run.evaluate(x, at: s, as: .data)
    let h = t.lambda - s.lambda
    let gain = -t.alpha * expm1(-h)
    guard h.isFinite else {
      run.order = 1
      return run.advance((x, t.sigma / s.sigma), (D, gain))
    }
    let u = run.schedule.level(lambda: s.lambda + r * h)
    let inside = run.combine((x, u.sigma / s.sigma), (D, -u.alpha * expm1(-r * h)))
    let DInside = run.evaluate(inside, at: u, as: .data)
    run.order = 2
    run.advance(
      (x, t.sigma / s.sigma), (D, gain * (1 - 0.5 / r)), (DInside, gain * 0.5 / r))
  }
}
