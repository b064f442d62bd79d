import Glibc

/// Linear multistep with momentum: a step follows a velocity v, a running mean of the noise
/// predictions, which widens the region in which steps are stable (Wizadwongsa et al. 2023).
///
///     v = (1 - beta) v_1 + beta d,   x'/alpha' = x/alpha + (rho' - rho) u
///
///     heavy-ball:  d = sum_j a_j eps_j,  u = v
///     nesterov:    d = sum_j a_j eps_j,  u = (1 - beta) v + beta d
///     ghvb:        d = eps,              u = sum_j c_j v_j
///
/// with v = d in the first step, Adams-Bashforth weights a, and weights c that undo the delay of
/// the mean, so that the generalized method keeps its order; both are those of equal steps whatever
/// the grid, as in PLMS.
public struct Momentum: Solver {
  private enum Mode: String, CaseIterable {
    case generalized = "ghvb"
    case heavyBall = "heavy-ball"
    case nesterov
  }

  public static let declaration = Declaration(
    "ghvb", title: "GHVB / heavy ball", group: .multistep,
    summary: "multistep with momentum, one evaluation a step, stable under strong guidance",
    paper: "Wizadwongsa et al. 2023, Diffusion Sampling with Momentum for Mitigating Divergence "
      + "Artifacts",
    knobs: [
      Knob(
        "order", "velocities in use, rounded up; in ghvb the fraction is beta, none is 1",
        .real(0.5...5, step: .linear(0.1)), default: .real(3.8)),
      Knob(
        "mode",
        "what is averaged: predictions, which ghvb then extrapolates, or their multistep sum",
        .choice(Mode.allCases.map(\.rawValue)), default: .word(Mode.generalized.rawValue)),
      Knob(
        "beta", "weight of what is new, in heavy-ball and nesterov; 1 is no momentum",
        .real(0.1...1, step: .linear(0.05)), default: .real(0.8)),
    ])

  private let mode: Mode
  private let highestOrder: Int
  private let beta: Double

  /// Start-up and unequal steps keep it at 2; a mean whose delay nothing undoes, at 1.
  public var order: Double? {
    mode == .generalized || beta == 1 ? Double(min(highestOrder, 2)) : 1
  }

  public init(_ knobs: KnobValues) {
    mode = knobs.choice("mode")
    let order = knobs.real("order")
    highestOrder = Int(ceil(order))
    beta = mode == .generalized ? order - ceil(order) + 1 : knobs.real("beta")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 else {
      let (D, eps) = run.evaluateBoth(run.state, at: s)
      _ = slope(run, eps, at: s)
      return run.advance((D, t.alpha), (eps, t.sigma))
    }
    let eps = run.evaluate(run.state, at: s, as: .noise)
    let step = Prediction.noise.transfer(from: s, to: t)
    let u = slope(run, eps, at: s)
    run.advance([(run.state, step.state)] + u.map { ($0.slot, $0.coefficient * step.output) })
  }

  /// The terms of u.
  private func slope(_ run: StepContext, _ eps: Slot, at s: NoiseLevel) -> [Term] {
    switch mode {
    case .generalized:
      let v = velocity(run, [(eps, 1)])
      let u = extrapolated(run, v, run.past(.slopes), beta: beta)
      run.remember(v, at: s, keep: max(1, highestOrder - 1), in: .slopes)
      return u
    case .heavyBall, .nesterov:
      let d = extrapolated(run, eps, run.history, beta: 1)
      let v = velocity(run, d)
      run.remember(eps, at: s, keep: highestOrder - 1)
      run.remember(v, at: s, keep: 1, in: .slopes)
      return mode == .heavyBall
        ? [(v, 1)] : [(v, 1 - beta)] + d.map { ($0.slot, beta * $0.coefficient) }
    }
  }

  private func velocity(_ run: StepContext, _ d: [Term]) -> Slot {
    guard let v = run.past(.slopes).first?.slot else { return run.combine(d) }
    return run.combine([(v, 1 - beta)] + d.map { ($0.slot, beta * $0.coefficient) })
  }

  private func extrapolated(
    _ run: StepContext, _ newest: Slot, _ past: [Past], beta: Double
  ) -> [Term] {
    let slots = [newest] + past.prefix(highestOrder - 1).map(\.slot)
    run.order = slots.count
    return zip(slots, momentumWeights(slots.count, beta: beta)).map { ($0, $1) }
  }
}

/// The weights of the last velocities v = (1 - beta) v_1 + beta eps, newest first, for a step as
/// long as those before: with w the backward difference, the terms below w^count of
///
///     (1 + (1 - beta)/beta w) (gamma_0 + gamma_1 w + …)
///
/// whose first factor makes eps of v, and whose second is the method of Adams and Bashforth
/// (Hairer, Nørsett & Wanner 1993, equation III.1.5); for beta = 1 it stands alone.
package func momentumWeights(_ count: Int, beta: Double) -> [Double] {
  var weights = Array(repeating: 0.0, count: count)
  var gammas: [Double] = []
  var power = [1.0]
  for j in 0..<count {
    // gamma_j + gamma_(j-1)/2 + … + gamma_0/(j + 1) = 1.
    gammas.append(gammas.indices.reduce(1) { $0 - gammas[$1] / Double(j + 1 - $1) })
    let gain = gammas[j] + (j > 0 ? (1 - beta) / beta * gammas[j - 1] : 0)
    for k in power.indices { weights[k] += gain * power[k] }
    power = zip(power + [0], [0] + power).map { $0 - $1 }
  }
  return weights
}
