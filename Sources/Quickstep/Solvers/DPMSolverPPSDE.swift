/// DPM-Solver++ 2S for the reverse SDE: a second evaluation inside the step, at lambda + r h, and
/// fresh noise before it and at the end, increments of one Brownian path (Crowson 2022,
/// k-diffusion, `sample_dpmpp_sde`, after Lu et al. 2022b, algorithm 1).
///
/// Both parts go to the lower level l of an `AncestralStep` and then up with its noise f z:
///
///     u  = sigma_lu/sigma x - alpha_u (e^-(lambda_lu - lambda) - 1) D + f_u z_su
///     x' = sigma_lt/sigma x - alpha' (e^-(lambda_lt - lambda) - 1) ((1 - 1/2r) D + D_u/2r) + f z_st
public struct DPMSolverPPSDE: Solver {
  public static let declaration = Declaration(
    "dpm++sde", title: "DPM-Solver++ SDE", group: .stochastic,
    summary: "two evaluations a step with fresh noise before each",
    paper: "Lu et al. 2022, DPM-Solver++, algorithm 1; Crowson 2022, k-diffusion",
    knobs: [.secondPlace] + Ancestral.knobs(eta: 1))

  private let r: Double
  private let ancestral: Ancestral

  public var order: Double? { ancestral.isOff ? 2 : nil }

  public init(_ knobs: KnobValues) {
    r = knobs.real("r")
    ancestral = Ancestral(knobs)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let h = t.lambda - s.lambda
    guard h.isFinite else {
      let ancestral = ancestral.step(from: s, to: t)
      return run.eulerStep(
        x, from: s, to: ancestral.lower, plus: ancestral.noise(run.noise(from: s, to: t)))
    }
    let D = run.evaluate(x, at: s, as: .data)
    let u = run.schedule.level(lambda: s.lambda + r * h)
    let inside = run.combine(part(run, [(D, 1)], from: s, to: u))
    let DInside = run.evaluate(inside, at: u, as: .data)
    run.order = 2
    run.advance(part(run, [(D, 1 - 0.5 / r), (DInside, 0.5 / r)], from: s, to: t))
  }

  /// The step that is exact for a data prediction that does not change, and its noise.
  private func part(
    _ run: StepContext, _ data: [Term], from s: NoiseLevel, to t: NoiseLevel
  ) -> [Term] {
    let ancestral = ancestral.step(from: s, to: t)
    let linear = LinearPart(.data, eta: 0, from: s, to: ancestral.lower)
    return [(run.state, linear.ratio)] + data.map { ($0, $1 * linear.constant) }
      + ancestral.noise(run.noise(from: s, to: t))
  }
}
