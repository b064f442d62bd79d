import Glibc

/// ER-SDE-Solver: the reverse SDE with any function phi of rho = sigma/alpha for its noise, solved
/// with a Taylor polynomial of the data prediction in rho (Cui et al. 2023).
///
///     x'/alpha' = r x/alpha + (1 - r) D + (d + I_0) D' + (d²/2 + I_1) D'' + sqrt(rho'² - r² rho²) z
///     r = phi(rho')/phi(rho),   d = rho' - rho
///     I_k = phi(rho') integral from rho' to rho of (u - rho)^k / phi(u) du
///
/// With phi = rho it is the probability flow, with rho² the reverse SDE; ER-SDE-5 has
/// rho (e^(rho^0.3) + 10). Derivatives come from the last predictions.
public struct ExtendedReverseSDE: Solver {
  private enum Noise: String, CaseIterable {
    case five = "er-sde-5"
    case reverse = "sde"
    case none = "ode"
  }

  /// How D' is found where D'' is: as the last difference, which lies half a step back, or as the
  /// slope of the parabola.
  private enum Slope: String, CaseIterable { case difference, parabola }

  public static let declaration = Declaration(
    "er-sde", title: "ER-SDE", group: .stochastic,
    summary: "multistep with fresh noise by a function of sigma/alpha, one evaluation a step",
    paper: "Cui et al. 2023, Elucidating the Solution Space of Extended Reverse-Time SDE for "
      + "Diffusion Models",
    knobs: [
      Knob("order", "predictions in use", .integer(1...3), default: .integer(3)),
      Knob(
        "noise", "the function: ER-SDE-5, the reverse SDE with its eta, or the ODE",
        .choice(Noise.allCases.map(\.rawValue)), default: .word(Noise.five.rawValue)),
      .reverseShare(1), .noiseScale,
      Knob(
        "slope", "with order 3: the last difference as published, or that of the parabola",
        .choice(Slope.allCases.map(\.rawValue)), default: .word(Slope.difference.rawValue)),
    ])

  private let highestOrder: Int
  private let kind: Noise
  private let eta, noiseScale: Double
  private let slope: Slope
  private let rule = GaussLegendre(8)

  /// A difference in place of the slope holds it at 2.
  public var order: Double? {
    guard kind == .none else { return nil }
    return Double(slope == .parabola ? highestOrder : min(highestOrder, 2))
  }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    eta = knobs.real("eta")
    let noise: Noise = knobs.choice("noise")
    kind = noise == .reverse && eta == 0 ? .none : noise
    noiseScale = knobs.real("s-noise")
    slope = knobs.choice("slope")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let D = run.evaluate(run.state, at: s, as: .data)
    let logQ = logGrowth(t.rho) - logGrowth(s.rho)
    let ratio = exp(logQ) * t.sigma / s.sigma
    let fresh = t.sigma * sqrt(max(0, -expm1(2 * logQ)))
    let past =
      s.alpha > 0 && t.sigma > 0
      ? run.history.prefix(highestOrder - 1).prefix { $0.level.alpha > 0 } : []
    let weights = taylorWeights(from: s.rho, to: t.rho, past.map(\.level.rho))
    run.order = weights.count
    var terms = [(run.state, ratio), (D, t.alpha - ratio * s.alpha + t.alpha * weights[0])]
    terms += zip(past, weights.dropFirst()).map { ($0.slot, t.alpha * $1) }
    if fresh > 0 { terms.append((run.noise(), fresh * noiseScale)) }
    run.advance(terms)
    run.remember(D, at: s, keep: highestOrder - 1)
  }

  /// log phi(rho)/rho, which does not fall as rho grows.
  private func logGrowth(_ rho: Double) -> Double {
    switch kind {
    case .five:
      let power = pow(rho, 0.3)
      return power + log1p(10 * exp(-power))
    case .reverse: return eta * log(rho)
    case .none: return 0
    }
  }

  /// What the derivatives add, as weights of the predictions, newest first.
  private func taylorWeights(from s: Double, to t: Double, _ past: [Double]) -> [Double] {
    guard past.count > 0 else { return [0] }
    let d = t - s, h0 = s - past[0]
    let first = d + moment(0, from: s, to: t)
    guard past.count > 1 else { return [first / h0, -first / h0] }
    // With a = (D - D1) / h0 and b = (D1 - D2) / h1: D''/2 = (a - b) / (h0 + h1), and D' = a or
    // a + h0 D''/2.
    let h1 = past[0] - past[1]
    let second = d * d + 2 * moment(1, from: s, to: t) + (slope == .parabola ? h0 * first : 0)
    let shared = second / (h0 + h1)
    let a = (first + shared) / h0, b = -shared / h1
    return [a, b - a, -b]
  }

  /// I_k, over log u in pieces.
  private func moment(_ k: Int, from s: Double, to t: Double) -> Double {
    let a = log(t), length = log(s) - a
    let pieces = max(1, length.rounded(.up)), end = logGrowth(t)
    return t
      * (0..<Int(pieces)).reduce(0) { sum, i in
        let left = a + length * Double(i) / pieces
        return sum
          + rule.points(from: left, to: left + length / pieces).reduce(0) {
            let u = exp($1.place)
            return $0 + $1.weight * exp(end - logGrowth(u)) * (k == 0 ? 1 : u - s)
          }
      }
  }
}
