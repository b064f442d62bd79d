/// Linear multistep (Adams-Bashforth with unequal steps): the polynomial through the last noise
/// predictions, integrated exactly over rho = sigma/alpha (Crowson 2022, k-diffusion `sample_lms`;
/// Liu et al. 2022, equation 12, for equal steps).
public struct LMS: Solver {
  public static let declaration = Declaration(
    "lms", title: "LMS", group: .multistep,
    summary: "multistep, one evaluation a step, up to fourth order",
    paper: "Crowson 2022, k-diffusion, after Adams and Bashforth 1883",
    knobs: [Knob("order", "highest order", .integer(1...4), default: .integer(4)), .lastOrder])

  private var solver: DEIS

  public var order: Double? { solver.order }

  public init(_ knobs: KnobValues) {
    solver = DEIS(
      KnobValues(
        DEIS.declaration.knobs,
        [
          "degree": .integer(knobs.integer("order") - 1), "variable": .word("rho"),
          Knob.lastOrder.name: .word(knobs.word(Knob.lastOrder.name)),
        ]))
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    solver.step(run, from: s, to: t)
  }
}
