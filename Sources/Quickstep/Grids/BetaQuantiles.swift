import Glibc

/// Levels at the quantiles of a beta distribution between the ends (Lee et al. 2024, Beta Sampling
/// is All You Need): of sigma/alpha, or of time, where a table's levels are those of whole time
/// steps, each taken once.
public struct BetaQuantiles: GridRule {
  private enum Quantity: String, CaseIterable {
    case sigma
    case time = "t"
  }

  public static let declaration = Declaration(
    "beta", title: "beta", summary: "quantiles of a beta distribution over sigma/alpha or t",
    paper: "Lee et al. 2024, Beta Sampling is All You Need",
    knobs: [
      Knob("alpha", "first exponent", .real(0.05...10, step: .linear(0.05)), default: .real(0.6)),
      Knob("beta", "second exponent", .real(0.05...10, step: .linear(0.05)), default: .real(0.6)),
      Knob(
        "over", "what is distributed: sigma/alpha, or t",
        .choice(Quantity.allCases.map(\.rawValue)), default: .word(Quantity.sigma.rawValue)),
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let alpha, beta: Double
  private let quantity: Quantity

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    alpha = knobs.real("alpha")
    beta = knobs.real("beta")
    quantity = knobs.choice("over")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    var last = Double.infinity
    return try span.levels(schedule, steps: steps) { u, high, low in
      let quantile = betaQuantile(1 - u, alpha, beta)
      guard quantity == .time else {
        return schedule.level(rho: low.rho + quantile * (high.rho - low.rho))
      }
      let t = low.t + quantile * (high.t - low.t)
      guard schedule.entries != nil else { return schedule.level(t: t) }
      last = min(t.rounded(.toNearestOrEven), last - 1)
      return schedule.level(t: last)
    }
  }
}

/// The x in [0, 1] at which the regularised incomplete beta function I_x(a, b) is `p`.
public func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
  if p <= 0 { return 0 }
  if p >= 1 { return 1 }
  // Bisection narrows, Newton's step (the density is the slope) finishes; both stay inside.
  var low = 0.0, high = 1.0, x = a / (a + b)
  let logBeta = lgamma(a) + lgamma(b) - lgamma(a + b)
  for _ in 0..<200 {
    let error = incompleteBeta(x, a, b) - p
    if error > 0 { high = x } else { low = x }
    let slope = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta)
    let newton = x - error / slope
    let next = newton > low && newton < high ? newton : (low + high) / 2
    if abs(next - x) <= 1e-16 * x { return next }
    x = next
  }
  return x
}

/// I_x(a, b) by its continued fraction (Abramowitz & Stegun 26.5.8, evaluated by Lentz's method).
private func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
  let front =
    exp(
      a * log(x) + b * log1p(-x) - (lgamma(a) + lgamma(b) - lgamma(a + b))) / a
  let tiny = 1e-300
  var c = 1.0
  var d = 1 - (a + b) * x / (a + 1)
  d = 1 / (abs(d) < tiny ? tiny : d)
  var fraction = d
  for m in 1..<500 {
    let k = Double(m)
    for term in [
      k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k)),
      -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1)),
    ] {
      d = 1 + term * d
      c = 1 + term / c
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = abs(c) < tiny ? tiny : c
      fraction *= d * c
    }
    if abs(d * c - 1) < 1e-16 { break }
  }
  return front * fraction
}
