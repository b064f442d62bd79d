/// Gradient estimation: a step along eps_bar = gamma eps + (1 - gamma) eps₋₁, which guesses from the
/// last two noise predictions where the next ones lead (Permenter & Yuan 2023, section 5):
///
///     x'/alpha' = x/alpha + (rho' - rho) eps_bar
///
/// From pure noise and to pure data it is DDIM.
public struct GradientEstimation: Solver {
  public static let declaration = Declaration(
    "ge", title: "gradient estimation", group: .multistep,
    summary: "one evaluation a step, the noise prediction led on from the one before",
    paper: "Permenter & Yuan 2023, Interpreting and Improving Diffusion Models from an "
      + "Optimization Perspective",
    knobs: [
      Knob(
        "gamma", "weight of the newest prediction against the one before; 1 is DDIM",
        .real(0...5, step: .linear(0.1)), default: .real(2))
    ])

  private let gamma: Double

  /// With 1.5 it is the method of Adams and Bashforth for equal steps.
  public var order: Double? { gamma == 1.5 ? 2 : 1 }
  public let renoises = true

  public init(_ knobs: KnobValues) { gamma = knobs.real("gamma") }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let (D, eps) = run.evaluateBoth(run.state, at: s)
    let past = s.alpha > 0 && t.sigma > 0 ? run.history.first?.slot : nil
    run.order = past == nil ? 1 : order.map(Int.init)
    let change = past == nil ? 0 : (gamma - 1) * t.alpha * (t.rho - s.rho)
    run.advance(
      [(D, t.alpha), (eps, t.sigma + change)] + [past].compactMap { $0 }.map { ($0, -change) })
    run.remember(eps, at: s, keep: 1)
  }
}
