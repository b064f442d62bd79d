/// Linear multistep (Adams-Bashforth with unequal steps): the polynomial through the last noise
/// predictions, integrated exactly over rho = sigma/alpha (Crowson 2022, k-diffusion `sample_lms`;
/// Liu et al. 2022, equation 12, for equal steps).
///
///     x'/alpha' = x/alpha + sum_j c_j eps_j,   c_j = integral from rho to rho' of L_j
///
/// with L_j the Lagrange polynomials of the levels that the predictions belong to.
public struct LMS: Solver {
  public static let declaration = Declaration(
    "lms", title: "LMS", summary: "multistep, one evaluation a step, up to fourth order",
    paper: "Crowson 2022, k-diffusion, after Adams and Bashforth 1883",
    knobs: [Knob("order", "highest order", .integer(1...4), default: .integer(4)), .lastOrder])

  private let highestOrder: Int
  private let last: LastOrder

  public var order: Double? { Double(highestOrder) }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    last = knobs.choice(Knob.lastOrder.name)
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    guard s.alpha > 0 else { return run.eulerStep(run.state, from: s, to: t) }
    let eps = run.evaluate(run.state, at: s, as: .noise)
    let past = run.history.prefix(last.order(highestOrder, to: t) - 1)
    let c = weights(at: [s.rho] + past.map(\.level.rho), from: s.rho, to: t.rho)
    run.order = c.count
    run.advance(
      [(run.state, t.alpha / s.alpha)]
        + zip([eps] + past.map(\.slot), c).map { ($0, t.alpha * $1) })
    run.remember(eps, at: s, keep: highestOrder - 1)
  }

  /// The integrals of the Lagrange polynomials of `nodes`, by Gauss's rule with two points: exact up
  /// to the third degree.
  private func weights(at nodes: [Double], from a: Double, to b: Double) -> [Double] {
    let middle = (a + b) / 2, half = (b - a) / 2
    let points = [-1, 1].map { middle + $0 * half / 3.0.squareRoot() }
    return nodes.indices.map { j in
      half
        * points.reduce(0) { sum, rho in
          sum
            + nodes.indices.filter { $0 != j }.reduce(1) { product, k in
              product * (rho - nodes[k]) / (nodes[j] - nodes[k])
            }
        }
    }
  }
}
