/// Latent consistency sampling: the data prediction, mixed with the state so that at t = 0 it is
/// the state itself, then fresh noise of the next level (Luo et al. 2023, Latent Consistency Models,
/// multistep sampling).
///
///     f = c_skip x + c_out D,   x' = alpha' f + sigma' z
///     c_skip = s_d²/(q² + s_d²),   c_out = q/sqrt(q² + s_d²),   q = scaling t
public struct LCM: Solver {
  public static let declaration = Declaration(
    "lcm", title: "LCM", group: .renoising,
    summary: "renoise with a boundary condition at t = 0; for short runs",
    paper: "Luo et al. 2023, Latent Consistency Models",
    knobs: [
      Knob(
        "scaling", "what t is multiplied by in c_skip and c_out", .real(0...1e6, step: .factor(2)),
        default: .real(10)),
      Knob(
        "sigma-data", "deviation of the data in c_skip and c_out",
        .real(1e-6...1e6, step: .factor(1.2)), default: .real(0.5)),
    ])

  public let order: Double? = nil
  private let scaling, sigmaData: Double

  public init(_ knobs: KnobValues) {
    scaling = knobs.real("scaling")
    sigmaData = knobs.real("sigma-data")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let D = run.evaluate(x, at: s, as: .data)
    run.order = 1
    let q = max(0, s.t) * scaling
    let square = q * q + sigmaData * sigmaData
    let skip = sigmaData * sigmaData / square, out = q / square.squareRoot()
    let f = [(x, t.alpha * skip), (D, t.alpha * out)]
    run.advance(t.sigma > 0 ? f + [(run.noise(), t.sigma)] : f)
  }
}
