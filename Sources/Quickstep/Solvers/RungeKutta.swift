/// The classical explicit Runge-Kutta methods for the probability flow: slopes k_i at stages
/// inside the step, combined by a tableau c, a, b (Kutta 1901).
///
///     k_i = f(y + h sum_j a_ij k_j) at tau + c_i h,   y' = y + h sum_i b_i k_i
///
/// The variable tau is rho = sigma/alpha, where d(x/alpha) = eps d rho, or the schedule's own t,
/// where dx = (dalpha/dt D + dsigma/dt eps) dt: on rectified flow the velocity eps - D.
///
/// Where rho is infinite, or a stage would lie at sigma = 0, which has no slope, an Euler step
/// stands in. Methods with no node at the step's end need none at sigma' = 0.
public struct RungeKutta: Solver {
  private enum Variable: String, CaseIterable { case rho, t }

  public static let declaration = Declaration(
    "rk", title: "Runge-Kutta", group: .rungeKutta,
    summary: "classical tableaus of order 2 to 6; stages in the step",
    paper: "Kutta 1901; Hairer, Nørsett & Wanner 1993, Solving ODEs I, section II.1",
    knobs: [
      Knob(
        "tableau", "nodes and weights; from order 5 on it takes more evaluations than that",
        .choice(Tableau.all.map(\.name)), default: .word(Tableau.rk4.name)),
      Knob(
        "variable", "what is stepped in: sigma/alpha, or the schedule's own time",
        .choice(Variable.allCases.map(\.rawValue)), default: .word(Variable.rho.rawValue)),
    ])

  private let tableau: Tableau
  private let variable: Variable

  public var order: Double? { Double(tableau.order) }

  public init(_ knobs: KnobValues) {
    tableau = Tableau.named(knobs.word("tableau"))
    variable = knobs.choice("variable")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let levels = tableau.nodes.map { level(run, at: $0, from: s, to: t) }
    guard variable == .t || s.alpha > 0, levels.allSatisfy({ $0.sigma > 0 }) else {
      return run.eulerStep(x, from: s, to: t)
    }
    let h = variable == .rho ? t.rho - s.rho : t.t - s.t
    var slopes: [Slot] = []
    func terms(_ weights: [Double], to level: NoiseLevel) -> [Term] {
      let scale = variable == .rho ? level.alpha : 1
      let start = variable == .rho ? level.alpha / s.alpha : 1
      return [(x, start)] + zip(slopes, weights).map { ($0, scale * h * $1) }
    }
    for (level, row) in zip(levels, tableau.matrix) {
      let inside = row.isEmpty ? x : run.combine(terms(row, to: level))
      slopes.append(slope(run, inside, at: level))
    }
    run.order = tableau.order
    run.advance(terms(tableau.weights, to: t))
  }

  private func level(
    _ run: StepContext, at c: Double, from s: NoiseLevel, to t: NoiseLevel
  ) -> NoiseLevel {
    switch (c, variable) {
    case (0, _): s
    case (1, _): t
    case (_, .rho): run.schedule.level(rho: s.rho + c * (t.rho - s.rho))
    case (_, .t): run.schedule.level(t: s.t + c * (t.t - s.t))
    }
  }

  private func slope(_ run: StepContext, _ x: Slot, at level: NoiseLevel) -> Slot {
    switch variable {
    case .rho: run.evaluate(x, at: level, as: .noise)
    case .t: run.timeSlope(x, at: level)
    }
  }
}
