/// SEEDS: exponential Runge-Kutta for the reverse SDE, with one to three evaluations a step, at
/// lambda + r h inside of it (Gonzalez et al. 2023, SEEDS-1 to SEEDS-3). With
/// x' = ratio x + z phi_1 m exact for a prediction m that does not change:
///
///     u  = ratio_u x + z phi_1(r h) m + N_u
///     v  = ratio_v x + z phi_1(r_2 h) m + z phi_2(r_2 h) r_2/r_1 (m_u - m) + N_v
///     x' = ratio x + z phi_1(h) m + z phi_1(h)/2r (m_u - m) + N                with two
///     x' = ratio x + z phi_1(h) m + z phi_2(h)/r_2 (m_v - m) + N               with three
///
/// The noises N of one step are those of one path: each goes on from the one before, shrunk as a
/// state is, with what is fresh since then.
public struct SEEDS: Solver {
  public static let declaration = Declaration(
    "seeds", title: "SEEDS",
    summary: "exponential Runge-Kutta with fresh noise before every evaluation",
    paper: "Gonzalez et al. 2023, SEEDS: Exponential SDE Solvers for Fast High-Quality Sampling "
      + "from Diffusion Models",
    knobs: [
      Knob("stages", "evaluations a step", .integer(1...3), default: .integer(3)),
      .reverseShare(1), .noiseScale,
      Knob(
        "prediction", "what the stages combine",
        .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.data.rawValue)),
      .secondPlace,
      Knob(
        "r1", "with three stages, where in the step the second lies",
        .real(0.05...1, step: .linear(0.05)), default: .real(1.0 / 3)),
      Knob(
        "r2", "with three stages, where in the step the third lies; 2/3 is third order",
        .real(0.05...1, step: .linear(0.05)), default: .real(2.0 / 3)),
    ],
    orders: [KnobOrder("r1", below: "r2")])

  private let stages: Int
  private let prediction: Prediction
  private let eta, noiseScale: Double
  private let r, r1, r2: Double

  public var order: Double? {
    guard eta == 0 else { return nil }
    return stages == 3 && r2 != 2.0 / 3 ? 2 : Double(stages)
  }

  public init(_ knobs: KnobValues) {
    stages = knobs.integer("stages")
    prediction = knobs.choice("prediction")
    eta = knobs.real("eta")
    noiseScale = knobs.real("s-noise")
    r = knobs.real("r")
    r1 = knobs.real("r1")
    r2 = knobs.real("r2")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction == .data else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let x = run.state
    let m = run.evaluate(x, at: s, as: prediction)
    let whole = linear(from: s, to: t)
    guard stages > 1, whole.h.isFinite else {
      run.order = 1
      return run.advance([(x, whole.ratio), (m, whole.constant)] + noise(run, [], from: s, to: t))
    }
    run.order = stages
    let u = run.schedule.level(lambda: s.lambda + (stages == 2 ? r : r1) * whole.h)
    let toU = linear(from: s, to: u)
    let noiseU = noise(run, [], from: s, to: u)
    let mU = run.evaluate(
      run.combine([(x, toU.ratio), (m, toU.constant)] + noiseU), at: u, as: prediction)
    guard stages == 3 else {
      return run.advance(
        [(x, whole.ratio)] + pair(m, mU, whole.constant, change: whole.constant / (2 * r))
          + noise(run, noiseU, from: u, to: t))
    }
    let v = run.schedule.level(lambda: s.lambda + r2 * whole.h)
    let toV = linear(from: s, to: v)
    let noiseV = noise(run, noiseU, from: u, to: v)
    let mV = run.evaluate(
      run.combine(
        [(x, toV.ratio)] + pair(m, mU, toV.constant, change: toV.weight(2) * r2 / r1) + noiseV),
      at: v, as: prediction)
    run.advance(
      [(x, whole.ratio)] + pair(m, mV, whole.constant, change: whole.weight(2) / r2)
        + noise(run, noiseV, from: v, to: t))
  }

  private func linear(from s: NoiseLevel, to t: NoiseLevel) -> LinearPart {
    LinearPart(prediction, eta: t.sigma > 0 ? eta : 0, from: s, to: t)
  }

  /// constant m + change (m_u - m).
  private func pair(_ m: Slot, _ mU: Slot, _ constant: Double, change: Double) -> [Term] {
    [(m, constant - change), (mU, change)]
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
