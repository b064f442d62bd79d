import Glibc

/// Levels at the quantiles of a Laplace distribution of log sigma/alpha, as much of it as lies
/// between the ends.
///
/// With F(l) = e^((l - mu)/b) / 2 below mu and 1 - e^((mu - l)/b) / 2 above it, F falls in equal
/// steps. Hang et al. 2024 draw log alpha²/sigma² of training from it; samplers place log
/// sigma/alpha, half of that and turned around.
public struct LaplaceQuantiles: GridRule {
  public static let declaration = Declaration(
    "laplace", title: "Laplace", summary: "quantiles of a Laplace distribution of log sigma/alpha",
    paper: "Hang et al. 2024, Improved Noise Schedule for Diffusion Training",
    knobs: [
      Knob(
        "mu", "log sigma/alpha of the centre", .real(-10...10, step: .linear(0.1)),
        default: .real(0)),
      Knob(
        "b", "scale, in log sigma/alpha", .real(0.1...10, step: .factor(1.1)),
        default: .real(0.5)),
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let mu, b: Double

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    mu = knobs.real("mu")
    b = knobs.real("b")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    try span.levels(schedule, steps: steps) { u, high, low in
      if u == 0 { return high }
      // Both tails, so that neither loses its digits beside 1.
      let below = (1 - u) * share(below: -high.lambda) + u * share(below: -low.lambda)
      let above = (1 - u) * share(above: -high.lambda) + u * share(above: -low.lambda)
      let l = below < above ? mu + b * log(2 * below) : mu - b * log(2 * above)
      return schedule.level(lambda: -l)
    }
  }

  /// F(l).
  private func share(below l: Double) -> Double {
    l < mu ? exp((l - mu) / b) / 2 : 1 - exp((mu - l) / b) / 2
  }

  private func share(above l: Double) -> Double { share(below: 2 * mu - l) }
}
