/// Exponential Runge-Kutta methods in lambda: the linear part of the equation is exact, and the
/// prediction m is taken at stages inside the step (Hochbruck & Ostermann 2005; for diffusion
/// models Zhang et al. 2023).
///
///     x_i = ratio_i x + gain_i z sum_j a_ij(z) m_j   at lambda + c_i h
///     x'  = ratio x + gain z sum_i b_i(z) m_i
///
/// with ratio, gain and z of `LinearPart`: z = -h for the data prediction, h for the noise. Where
/// lambda is infinite at either end an Euler step stands in.
public struct ExponentialRungeKutta: Solver {
  private static let res2s = "res2s", res3s = "res3s"

  public static let declaration = Declaration(
    "exponential-rk", title: "exponential RK (RES)", group: .rungeKutta,
    summary: "two to five evaluations a step, exact for the linear part",
    paper: "Hochbruck & Ostermann 2005; Zhang et al. 2023, Improved Order Analysis and Design of "
      + "Exponential Integrator for Diffusion Models Sampling",
    knobs: [
      Knob(
        "tableau", "nodes and weights",
        .choice([res2s, res3s] + ExponentialTableau.fixed.map(\.name)), default: .word(res2s)),
      Knob(
        "c2", "where the second stage lies, of res2s and res3s",
        .real(0.05...1, step: .linear(0.05)),
        default: .real(0.5)),
      Knob(
        "c3", "where the third lies, of res3s; c2 = c3 and c2 = 2/3 leave two stages",
        .real(0.05...1, step: .linear(0.05)), default: .real(1)),
      Knob(
        "prediction", "what changes slowly along a step",
        .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.data.rawValue)),
    ])

  private let tableau: ExponentialTableau
  private let prediction: Prediction

  public var order: Double? { Double(tableau.order) }

  public init(_ knobs: KnobValues) {
    let name = knobs.word("tableau"), c2 = knobs.real("c2")
    tableau =
      switch name {
      case Self.res2s: .res2s(c2: c2)
      case Self.res3s: .res3s(c2: c2, c3: knobs.real("c3"))
      default: .named(name)
      }
    prediction = knobs.choice("prediction")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state
    let h = t.lambda - s.lambda
    guard h.isFinite else { return run.eulerStep(x, from: s, to: t) }
    let z = LinearPart(prediction, eta: 0, from: s, to: t).z
    let (matrix, weights) = tableau.coefficients(z)
    var predictions: [Slot] = []
    func terms(_ weights: [Double], to level: NoiseLevel) -> [Term] {
      let linear = LinearPart(prediction, eta: 0, from: s, to: level)
      return [(x, linear.ratio)] + zip(predictions, weights).map { ($0, linear.gain * z * $1) }
    }
    for (c, row) in zip(tableau.nodes, matrix) {
      let level =
        switch c {
        case 0: s
        case 1: t
        default: run.schedule.level(lambda: s.lambda + c * h)
        }
      let inside = row.isEmpty ? x : run.combine(terms(row, to: level))
      predictions.append(run.evaluate(inside, at: level, as: prediction))
    }
    run.order = tableau.order
    run.advance(terms(weights, to: t))
  }
}
