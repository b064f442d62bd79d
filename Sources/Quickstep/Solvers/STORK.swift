/// STORK: a Runge-Kutta method with many stages, stable over steps that are long for the equation,
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
///
/// Fourth order is ours in its stages: with Φ_k the method in k parts of a step,
///
///     x' = Φ_1 / 12 - 4 Φ_2 / 3 + 9 Φ_3 / 4
///
/// cancels the errors of third and fourth order in h. The published STORK-4 has the stages of ROCK4
/// (Abdulle 2002), whose numbers come from an optimisation and are tabulated. Both integrate the same
/// polynomial through the last predictions, and differ in how long steps may be. The authors' program
/// weighs differences as if the last steps were equally long; here the polynomial has their true places.
public struct STORK: Solver {
  public static let declaration = Declaration(
    "stork", title: "STORK", group: .multistep,
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
      Knob(
        "order", "of the stages: 2, or 4 by extrapolation; a run has it with three derivatives",
        .choice(StageOrder.allCases.map(\.rawValue)), default: .word(StageOrder.two.rawValue)),
      Knob(
        "warm-up", "start: order rising from 1, or steps of the classical Runge-Kutta method",
        .choice(WarmUp.allCases.map(\.rawValue)), default: .word(WarmUp.ramp.rawValue)),
    ])

  private enum StageOrder: String, CaseIterable {
    case two = "2"
    case four = "4"

    /// In how many parts a step is taken, and what each such end is weighted by.
    var parts: [(count: Int, weight: Double)] {
      switch self {
      case .two: [(1, 1)]
      case .four: [(1, 1.0 / 12), (2, -4.0 / 3), (3, 9.0 / 4)]
      }
    }
  }

  private enum WarmUp: String, CaseIterable {
    case ramp
    case rungeKutta = "runge-kutta"
  }

  private let stages, derivatives: Int
  private let prediction: Prediction
  private let stageOrder: StageOrder
  private let warmUp: WarmUp

  public var order: Double? {
    stageOrder == .four && warmUp == .rungeKutta ? Double(derivatives + 1) : 2
  }

  public init(_ knobs: KnobValues) {
    stages = knobs.integer("stages")
    derivatives = knobs.integer("derivatives")
    prediction = knobs.choice("prediction")
    stageOrder = knobs.choice("order")
    warmUp = knobs.choice("warm-up")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let start = slope(at: s, on: run.schedule)
    // From pure noise the noise tells nothing of the data, and time may stand still at pure data.
    guard start.state.isFinite, start.output.isFinite, t.sigma > 0 else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let m = run.evaluate(run.state, at: s, as: prediction)
    let past = run.history.prefix(derivatives)
    if warmUp == .rungeKutta, past.count < derivatives {
      rungeKuttaStep(run, m, from: s, to: t)
      return run.remember(m, at: s, keep: derivatives)
    }
    let c = coefficients(on: run.schedule, from: s.t, to: t.t, through: past.map(\.level.t))
    run.order = min(stageOrder == .two ? 2 : 4, past.count + 1)
    run.advance([(run.state, c[0]), (m, c[1])] + zip(past, c.dropFirst(2)).map { ($0.slot, $1) })
    run.remember(m, at: s, keep: derivatives)
  }

  /// The classical method of order four, from the prediction at the step's start.
  private func rungeKuttaStep(
    _ run: StepContext, _ m: Slot, from s: NoiseLevel, to t: NoiseLevel
  ) {
    let x = run.state, h = t.t - s.t
    let middle = run.schedule.level(t: s.t + h / 2)
    func slope(_ x: Slot, _ m: Slot, at level: NoiseLevel) -> Slot {
      let slope = self.slope(at: level, on: run.schedule)
      return run.combine((x, slope.state), (m, slope.output))
    }
    func slope(ahead k: Slot, _ share: Double, at level: NoiseLevel) -> Slot {
      let y = run.combine((x, 1), (k, share * h))
      return slope(y, run.evaluate(y, at: level, as: prediction), at: level)
    }
    let k1 = slope(x, m, at: s)
    let k2 = slope(ahead: k1, 0.5, at: middle)
    let k3 = slope(ahead: k2, 0.5, at: middle)
    let k4 = slope(ahead: k3, 1, at: t)
    run.order = 4
    run.advance((x, 1), (k1, h / 6), (k2, h / 3), (k3, h / 3), (k4, h / 6))
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
    /// h F at the share `c` of the step.
    func increment(_ y: [Double], _ c: Double) -> [Double] {
      let slope = slope(at: schedule.level(t: s + c * h), on: schedule)
      var powers = [1.0]
      while powers.count < nodes.count { powers.append(powers[powers.count - 1] * c) }
      let weights = vandermondeWeights(nodes, moments: powers)
      return zip(y, [0] + weights).map { h * (slope.state * $0 + slope.output * $1) }
    }
    let y0 = [1.0] + nodes.map { _ in 0 }
    let ends = stageOrder.parts.map { count, weight in
      let length = 1 / Double(count)
      let reached = (0..<count).reduce(y0) { y, part in
        end(ofPart: length, from: Double(part) * length, after: y, increment)
      }
      return (weight, reached)
    }
    return sum(ends)
  }

  /// Where the method of Runge, Kutta and Gegenbauer leads over a part of the step.
  /// - Parameters:
  ///   - length: of the part, as a share of the step.
  ///   - c0: where it begins, as such a share.
  private func end(
    ofPart length: Double, from c0: Double, after y0: [Double],
    _ increment: (_ y: [Double], _ c: Double) -> [Double]
  ) -> [Double] {
    let w = 6 / Double((stages + 4) * (stages - 1))
    let first = increment(y0, c0)
    var (before, y) = (y0, sum([(1, y0), (w * length, first)]))
    var (placeBefore, place) = (0.0, w)
    for j in 2...stages {
      let k = Double(j)
      let mu = (2 * k + 1) / k * b(j) / b(j - 1), nu = -(k + 1) / k * b(j) / b(j - 2)
      let rest = 1 - mu - nu, ahead = w * mu, back = -ahead * (1 - b(j - 1) * k * (k + 1) / 2)
      let next = sum([
        (mu, y), (nu, before), (rest, y0),
        (ahead * length, increment(y, c0 + place * length)), (back * length, first),
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
