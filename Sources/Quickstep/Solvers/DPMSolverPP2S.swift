import Glibc

/// DPM-Solver++ 2S: a second evaluation inside the step, at lambda + r h (Lu et al. 2022b,
/// algorithm 1).
///
/// With eta above 0 it goes to the lower level of `AncestralStep`, then up with fresh noise
/// (Crowson 2022, k-diffusion).
public struct DPMSolverPP2S: Solver {
  public static let declaration = Declaration(
    "dpm++2s", title: "DPM-Solver++ 2S", group: .rungeKutta,
    summary: "two evaluations a step, second order",
    paper: "Lu et al. 2022, DPM-Solver++, algorithm 1",
    knobs: [.secondPlace] + Ancestral.knobs(eta: 0))

  public let renoises = true
  private let r: Double
  private let ancestral: Ancestral

  public var order: Double? { ancestral.isOff ? 2 : nil }

  public init(_ knobs: KnobValues) {
    r = knobs.real("r")
    ancestral = Ancestral(knobs)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let (D, u) = run.evaluateBothData(run.state, at: s)
    // The state with the noise that guidance puts back.
    let x = run.renoised(run.state, from: D, to: u, at: s)
    let ancestral = ancestral.step(from: s, to: t)
    let t = ancestral.lower
    let h = t.lambda - s.lambda
    let gain = -t.alpha * expm1(-h)
    let noise = ancestral.noise(run.noise())
    guard h.isFinite else {
      run.order = 1
      return run.advance([(x, t.sigma / s.sigma), (D, gain)] + noise)
    }
    let middle = run.schedule.level(lambda: s.lambda + r * h)
    let inside = run.combine((x, middle.sigma / s.sigma), (D, -middle.alpha * expm1(-r * h)))
    let (DInside, uInside) = run.evaluateBothData(inside, at: middle)
    // Programs put back the noise of the second prediction.
    let end =
      uInside == DInside ? x : run.renoised(run.state, from: D, to: uInside, at: s)
    run.order = 2
    run.advance(
      [(end, t.sigma / s.sigma), (D, gain * (1 - 0.5 / r)), (DInside, gain * 0.5 / r)] + noise)
  }
}

extension Knob {
  static let secondPlace = Knob(
    "r", "where in the step the second evaluation lies", .real(0.05...1, step: .linear(0.05)),
    default: .real(0.5))
}
