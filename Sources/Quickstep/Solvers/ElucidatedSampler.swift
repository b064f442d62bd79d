/// The sampler of Karras et al. 2022: churn, then an Euler step in the schedule's own time t, then a
/// correction with the slope further on (algorithm 2; with alpha other than 1 and any sigma(t), s(t)
/// the generalised one of appendix D.2).
///
/// The slope is dx/dt = (dalpha/dt) D + (dsigma/dt) eps. On rectified flow it is the velocity
/// eps - D, so that this is Heun's method on the straight path there.
public struct ElucidatedSampler: Solver {
  private enum Stages: String { case euler, heun }

  public static let declaration = Declaration(
    "edm", title: "EDM", group: .rungeKutta,
    summary: "Heun in the schedule's own time with churn; flow Heun on flows",
    paper: "Karras et al. 2022, Elucidating the Design Space of Diffusion Models, algorithm 2",
    knobs: [
      Knob(
        "stages", "Euler alone, or with the second-order correction", .choice(["euler", "heun"]),
        default: .word("heun")),
      Knob(
        "alpha", "place of the second evaluation; 1 is Heun, 0.5 the midpoint rule",
        .real(0.05...1, step: .linear(0.05)), default: .real(1)),
    ] + Churn.knobs)

  private let stages: Stages
  private let alpha: Double
  private let churn: Churn

  public var order: Double? { churn.isOff ? (stages == .heun ? 2 : 1) : nil }

  public init(_ knobs: KnobValues) {
    stages = knobs.choice("stages")
    alpha = knobs.real("alpha")
    churn = Churn(knobs)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let s = churn.raise(run, from: s)
    let x = run.state
    let h = t.t - s.t
    let d = run.timeSlope(x, at: s)
    guard stages == .heun, t.sigma > 0 else {
      run.order = 1
      return run.advance((x, 1), (d, h))
    }
    let ahead = alpha == 1 ? t : run.schedule.level(t: s.t + alpha * h)
    let xAhead = run.combine((x, 1), (d, alpha * h))
    let dAhead = run.timeSlope(xAhead, at: ahead)
    run.order = 2
    run.advance((x, 1), (d, h * (1 - 1 / (2 * alpha))), (dAhead, h / (2 * alpha)))
  }
}

extension StepContext {
  /// dx/dt in the schedule's own time, with eps = (x - alpha D) / sigma.
  func timeSlope(_ x: Slot, at s: NoiseLevel) -> Slot {
    let D = evaluate(x, at: s, as: .data)
    let rate = schedule.rate(t: s.t)
    let pull = rate.sigma / s.sigma
    return combine((x, pull), (D, rate.alpha - s.alpha * pull))
  }
}
