/// SEEDS: exponential Runge-Kutta for the reverse SDE, with one to three evaluations a step, at
/// lambda + r h inside of it (Gonzalez et al. 2023, SEEDS-1 to SEEDS-3; here for data predictions).
/// With w_k(h) = -alpha' z phi_k(z) where z = -(1 + eta) h, and q(h) = sigma'/sigma e^(-eta h):
///
///     u  = q(r h) x + w_1(r h) D + N_u
///     v  = q(r_2 h) x + w_1(r_2 h) D + r_2/r_1 w_2(r_2 h) (D_u - D) + N_v
///     x' = q(h) x + w_1(h) D + w_1(h)/2r (D_u - D) + N        with two
///     x' = q(h) x + w_1(h) D + w_2(h)/r_2 (D_v - D) + N       with three
///
/// The noises N of one step are those of one path: each goes on from the one before, shrunk as a
/// state is, with what is fresh since then.
public struct SEEDS: Solver {
  public static let declaration = Declaration(
    "seeds", title: "SEEDS", group: .stochastic,
    summary: "exponential Runge-Kutta with fresh noise before every evaluation",
    paper: "Gonzalez et al. 2023, SEEDS: Exponential SDE Solvers for Fast High-Quality Sampling "
      + "from Diffusion Models",
    knobs: [
      Knob("stages", "evaluations a step", .integer(1...3), default: .integer(3)),
      .reverseShare(1), .noiseScale, .secondPlace,
      Knob(
        "r1", "with three stages, where in the step the second lies",
        .real(0.05...1, step: .linear(0.05)), default: .real(1.0 / 3)),
      Knob(
        "r2", "with three stages, where in the step the third lies; 2/3 is third order",
        .real(0.05...1, step: .linear(0.05)), default: .real(2.0 / 3)),
    ],
    orders: [KnobOrder("r1", below: "r2")])

  private let stages: Int
  private let eta, noiseScale: Double
  private let r, r1, r2: Double

  public var order: Double? {
    guard eta == 0 else { return nil }
    return stages == 3 && r2 != 2.0 / 3 ? 2 : Double(stages)
  }

  public init(_ knobs: KnobValues) {
    stages = knobs.integer("stages")
    eta = knobs.real("eta")
    noiseScale = knobs.real("s-noise")
    r = knobs.real("r")
    r1 = knobs.real("r1")
    r2 = knobs.real("r2")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let D = run.evaluate(x, at: s, as: .data)
    let whole = linear(from: s, to: t)
    guard stages > 1, whole.h.isFinite else {
      run.order = 1
      return run.advance([(x, whole.ratio), (D, whole.constant)] + noise(run, [], from: s, to: t))
    }
    run.order = stages
    let u = run.schedule.level(lambda: s.lambda + (stages == 2 ? r : r1) * whole.h)
    let toU = linear(from: s, to: u)
    let noiseU = noise(run, [], from: s, to: u)
    let DU = run.evaluate(
      run.combine([(x, toU.ratio), (D, toU.constant)] + noiseU), at: u, as: .data)
    guard stages == 3 else {
      return run.advance(
        [(x, whole.ratio)] + pair(D, DU, whole.constant, change: whole.constant / (2 * r))
          + noise(run, noiseU, from: u, to: t))
    }
    let v = run.schedule.level(lambda: s.lambda + r2 * whole.h)
    let toV = linear(from: s, to: v)
    let noiseV = noise(run, noiseU, from: u, to: v)
    let DV = run.evaluate(
      run.combine(
        [(x, toV.ratio)] + pair(D, DU, toV.constant, change: toV.weight(2) * r2 / r1) + noiseV),
      at: v, as: .data)
    run.advance(
      [(x, whole.ratio)] + pair(D, DV, whole.constant, change: whole.weight(2) / r2)
        + noise(run, noiseV, from: v, to: t))
  }

  private func linear(from s: NoiseLevel, to t: NoiseLevel) -> LinearPart {
    LinearPart(.data, eta: eta, from: s, to: t)
  }

  /// constant D + change (D_u - D).
  private func pair(_ D: Slot, _ DU: Slot, _ constant: Double, change: Double) -> [Term] {
    [(D, constant - change), (DU, change)]
  }

  /// The noise at `t` that goes on from the one at `s`.
  private func noise(
    _ run: StepContext, _ before: [Term], from s: NoiseLevel, to t: NoiseLevel
  ) -> [Term] {
    let part = linear(from: s, to: t)
    let old = before.map { ($0.slot, $0.coefficient * part.ratio) }
    return part.fresh > 0 ? old + [(run.noise(), part.fresh * noiseScale)] : old
  }
}
