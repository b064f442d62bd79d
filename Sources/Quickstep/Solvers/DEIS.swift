import Glibc

/// Exponential multistep: the polynomial in tau through the last noise predictions, integrated
/// exactly over rho = sigma/alpha (Zhang & Chen 2023, tAB-DEIS and rhoAB-DEIS).
///
///     x'/alpha' = x/alpha + sum_j C_j eps_j,   C_j = integral from rho to rho' of L_j(tau) drho
///
/// with L_j the Lagrange polynomials of the places in tau that the predictions belong to. tau is the
/// schedule's own time t, or rho itself, which makes the method of Adams and Bashforth for unequal
/// steps, or the time that other programs take whatever the schedule: that of the linear VP process
/// between sigma/alpha 0.002 and 80 (zju-pi/diff-sampler).
public struct DEIS: Solver {
  private enum Variable: String, CaseIterable { case t, rho, vp }

  public static let declaration = Declaration(
    "deis", title: "DEIS", group: .multistep,
    summary: "multistep, one evaluation a step, a polynomial in time",
    paper: "Zhang & Chen 2023, Fast Sampling of Diffusion Models with Exponential Integrator",
    knobs: [
      Knob(
        "degree", "of the polynomial, one below the order; 0 is DDIM", .integer(0...3),
        default: .integer(3)),
      Knob(
        "variable", "what it is a polynomial in: the schedule's own time, sigma/alpha, or VP time",
        .choice(Variable.allCases.map(\.rawValue)), default: .word(Variable.t.rawValue)),
      .lastOrder,
    ])

  private static let rule = GaussLegendre(64)
  /// sigma² = e^(b_d t²/2 + b_min t) - 1 between t = 0.001 and 1.
  private static let vp: ElucidatedSpace = {
    let low = log(0.002 * 0.002 + 1), high = log(80.0 * 80 + 1), end = 1e-3
    let bd = 2 * (low / end - high) / (end - 1)
    return ElucidatedSpace(
      knobs: ["noise": .word("vp"), "beta-d": .real(bd), "beta-min": .real(high - bd / 2)])
  }()

  private let degree: Int
  private let variable: Variable
  private let last: LastOrder

  public var order: Double? { Double(degree + 1) }

  public init(_ knobs: KnobValues) {
    degree = knobs.integer("degree")
    variable = knobs.choice("variable")
    last = knobs.choice(Knob.lastOrder.name)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    guard s.alpha > 0 else { return run.eulerStep(run.state, from: s, to: t) }
    let eps = run.evaluate(run.state, at: s, as: .noise)
    let past = run.history.prefix(last.order(degree + 1, to: t) - 1)
    let C = weights(run.schedule, nodes: [s.rho] + past.map(\.level.rho), to: t.rho)
    run.order = C.count
    run.advance(
      [(run.state, t.alpha / s.alpha)]
        + zip([eps] + past.map(\.slot), C).map { ($0, t.alpha * $1) })
    run.remember(eps, at: s, keep: degree)
  }

  /// - Parameter nodes: rho of the predictions; the step starts from the first.
  private func weights(_ schedule: any Schedule, nodes: [Double], to end: Double) -> [Double] {
    func tau(_ rho: Double) -> Double {
      switch variable {
      case .t: schedule.level(rho: rho).t
      case .rho: rho
      case .vp: Self.vp.level(rho: rho).t
      }
    }
    let places = nodes.map(tau)
    // Two predictions for one place have no polynomial.
    guard Set(places).count == places.count else { return [end - nodes[0]] }
    var C = Array(repeating: 0.0, count: nodes.count)
    // rho = sinh u: even in u where there is little noise, and in log rho where there is much.
    for (u, weight) in Self.rule.points(from: asinh(nodes[0]), to: asinh(end)) {
      let tau = tau(sinh(u))
      for j in C.indices { C[j] += weight * cosh(u) * lagrange(j, places, at: tau) }
    }
    return C
  }
}

/// The polynomial that is 1 at node j and 0 at the others.
private func lagrange(_ j: Int, _ nodes: [Double], at x: Double) -> Double {
  nodes.indices.filter { $0 != j }.reduce(1) { product, k in
    product * (x - nodes[k]) / (nodes[j] - nodes[k])
  }
}
