/// iPNDM with weights for unequal steps of rho = sigma/alpha, as published (zju-pi/diff-sampler,
/// `ipndm_v`):
///
///     x'/alpha' = x/alpha + (rho' - rho) sum_j w_j eps_j
///
/// With steps h, h1, h2, h3 from the newest on, r = h / 2 h1, a = h1 / h2 and b = h1 (h1 + h2) /
/// (h2 (h2 + h3)):
///
///     w1 = 1 + r + u + v                     w2 = -r - (1 + a) u - (1 + a + b) v
///     w3 = a u + (a + b (1 + h2/h3)) v       w4 = -a b v
///
/// Those of Adams and Bashforth, `lms`, have another u and v in steps that change, another v in equal
/// ones too, and h2/h3 in place of the a in w4: the third and fourth prediction gain no order on every
/// grid.
public struct VariablePLMS: Solver {
  public static let declaration = Declaration(
    "ipndm-v", title: "iPNDM-v", group: .multistep,
    summary: "multistep, one evaluation a step, published weights for unequal steps",
    paper: "Zhou et al. 2024, Fast ODE-based Sampling for Diffusion Models in Around 5 Steps, "
      + "diff-sampler",
    knobs: [Knob("order", "predictions in use", .integer(1...4), default: .integer(4)), .lastOrder])

  private let highestOrder: Int
  private let last: LastOrder

  public var order: Double? { Double(min(highestOrder, 2)) }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    last = knobs.choice(Knob.lastOrder.name)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    guard s.alpha > 0 else { return run.eulerStep(run.state, from: s, to: t) }
    let eps = run.evaluate(run.state, at: s, as: .noise)
    let past = run.history.prefix(last.order(highestOrder, to: t) - 1)
    let rhos = [t.rho, s.rho] + past.map(\.level.rho)
    let w = Self.weights(zip(rhos, rhos.dropFirst()).map { $0 - $1 })
    run.order = w.count
    run.advance(
      [(run.state, t.alpha / s.alpha)]
        + zip([eps] + past.map(\.slot), w).map { ($0, t.alpha * (t.rho - s.rho) * $1) })
    run.remember(eps, at: s, keep: max(1, highestOrder - 1))
  }

  /// - Parameter steps: of rho, the newest first.
  private static func weights(_ steps: [Double]) -> [Double] {
    guard steps.count > 1 else { return [1] }
    let h = steps[0], h1 = steps[1], r = h / (2 * h1)
    guard steps.count > 2 else { return [1 + r, -r] }
    let h2 = steps[2], a = h1 / h2
    let u = (1 - h * h / (3 * h1 * (h1 + h2))) / 2
    guard steps.count > 3 else { return [1 + r + u, -r - (1 + a) * u, a * u] }
    let h3 = steps[3], b = h1 * (h1 + h2) / (h2 * (h2 + h3))
    let bend =
      (1 - h / (3 * (h + h1))) / 2
      + (1 - h / (2 * (h + h1))) * h / (6 * (h + h1 + h2))
    let v = bend * h * (h + h1) * (h + h1 + h2) / (h1 * (h1 + h2) * (h1 + h2 + h3))
    return [
      1 + r + u + v, -r - (1 + a) * u - (1 + a + b) * v,
      a * u + (a + b * (1 + h2 / h3)) * v, -a * b * v,
    ]
  }
}
