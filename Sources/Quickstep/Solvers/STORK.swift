/// STORK-2: a Runge-Kutta method with many stages, stable over steps that are long for the equation,
/// of which the model is asked for the first alone (Tan et al. 2025). What the model would predict at
/// the others is read off the polynomial in t through its last predictions m.
///
/// In the schedule's own time dx/dt = a(t) x + b(t) m(t) then, and with F its right side, h = t' - t
/// and w = 6 / ((n + 4) (n - 1)), the method of Runge, Kutta and Gegenbauer is
///
///     y_1 = y_0 + w h F_0
///     y_j = mu_j y_j-1 + nu_j y_j-2 + (1 - mu_j - nu_j) y_0
///         + w mu_j h (F_j-1 - (1 - b_j-1 j (j + 1) / 2) F_0)
///     mu_j = (2j + 1) b_j / (j b_j-1),   nu_j = -(j + 1) b_j / (j b_j-2)
///
/// with stability polynomials 1 + b_j (C_j(1 + w z) - C_j(1)), C_j Gegenbauer's for 3/2, and b_j
/// such that every stage is of second order. Stages are sums of the state and of past predictions: only
/// their coefficients are computed.
public struct STORK: Solver {
  public static let declaration = Declaration(
    "stork", title: "STORK-2",
    summary: "stabilised Runge-Kutta on extrapolated predictions, one evaluation a step",
    paper: "Tan et al. 2025, STORK: Faster Diffusion and Flow Matching Sampling by Resolving both "
      + "Stiffness and Structure-Dependence",
    knobs: [
      Knob("stages", "of the Runge-Kutta method", .integer(2...200), default: .integer(50)),
      Knob(
        "derivatives", "degree of the polynomial through the last predictions", .integer(1...3),
        default: .integer(2)),
      Knob(
        "prediction", "what is extrapolated; published are noise, and flow on flows",
        .choice([Prediction.flow, .noise, .data, .velocity].map(\.rawValue)),
        default: .word(Prediction.flow.rawValue)),
    ])

  private let stages, derivatives: Int
  private let prediction: Prediction

  public let order: Double? = 2

  public init(_ knobs: KnobValues) {
    stages = knobs.integer("stages")
    derivatives = knobs.integer("derivatives")
    prediction = knobs.choice("prediction")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let start = slope(at: s, on: run.schedule)
    // From pure noise the noise tells nothing of the data, and time may stand still at pure data.
    guard start.state.isFinite, start.output.isFinite, t.sigma > 0 else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let m = run.evaluate(run.state, at: s, as: prediction)
    let past = run.history.prefix(derivatives)
    let c = coefficients(on: run.schedule, from: s.t, to: t.t, through: past.map(\.level.t))
    run.order = min(2, past.count + 1)
    run.advance([(run.state, c[0]), (m, c[1])] + zip(past, c.dropFirst(2)).map { ($0.slot, $1) })
    run.remember(m, at: s, keep: derivatives)
  }

  /// a and b.
  private func slope(at level: NoiseLevel, on schedule: any Schedule) -> Conversion {
    let rate = schedule.rate(t: level.t)
    let data = prediction.conversion(to: .data, at: level)
    let noise = prediction.conversion(to: .noise, at: level)
    return Conversion(
      state: rate.alpha * data.state + rate.sigma * noise.state,
      output: rate.alpha * data.output + rate.sigma * noise.output)
  }

  /// Of the state and of the predictions, newest first, in the state at the end of a step.
  private func coefficients(
    on schedule: any Schedule, from s: Double, to t: Double, through past: [Double]
  ) -> [Double] {
    let h = t - s
    let nodes = [0] + past.map { ($0 - s) / h }
    let w = 6 / Double((stages + 4) * (stages - 1))
    /// h F at the share `c` of the step.
    func increment(_ y: [Double], _ c: Double) -> [Double] {
      let slope = slope(at: schedule.level(t: s + c * h), on: schedule)
      var powers = [1.0]
      while powers.count < nodes.count { powers.append(powers[powers.count - 1] * c) }
      let weights = vandermondeWeights(nodes, moments: powers)
      return zip(y, [0] + weights).map { h * (slope.state * $0 + slope.output * $1) }
    }
    let y0 = [1.0] + nodes.map { _ in 0 }
    let first = increment(y0, 0)
    var (before, y) = (y0, sum([(1, y0), (w, first)]))
    var (placeBefore, place) = (0.0, w)
    for j in 2...stages {
      let k = Double(j)
      let mu = (2 * k + 1) / k * b(j) / b(j - 1), nu = -(k + 1) / k * b(j) / b(j - 2)
      let rest = 1 - mu - nu, ahead = w * mu, back = -ahead * (1 - b(j - 1) * k * (k + 1) / 2)
      let next = sum([
        (mu, y), (nu, before), (rest, y0), (ahead, increment(y, place)), (back, first),
      ])
      (before, y) = (y, next)
      (placeBefore, place) = (place, mu * place + nu * placeBefore + ahead + back)
    }
    return y
  }

  private func b(_ j: Int) -> Double {
    guard j > 1 else { return j == 0 ? 1 : 1.0 / 3 }
    return Double(4 * (j - 1) * (j + 4)) / Double(3 * j * (j + 1) * (j + 2) * (j + 3))
  }

  private func sum(_ terms: [(Double, [Double])]) -> [Double] {
    terms[0].1.indices.map { i in terms.reduce(0) { $0 + $1.0 * $1.1[i] } }
  }
}
