import Glibc

/// Noise added at the start of a step: the level rises by a factor 1 + gamma with
/// gamma = min(churn / N, sqrt 2 - 1) where sigma/alpha lies in [s-min, s-max]
/// (Karras et al. 2022, algorithm 2, lines 4 to 6).
struct Churn: Sendable {
  /// The knobs of every solver that churns.
  static let knobs: [Knob] = [
    Knob(
      "churn", "noise added over the whole run; 0 is the ODE", .real(0...1000, step: .linear(1)),
      default: .real(0)),
    Knob(
      "s-min", "churn from this sigma/alpha on", .real(0...1e9, step: .factor(1.2)),
      default: .real(0)),
    Knob(
      "s-max", "churn up to this sigma/alpha", .real(0...1e9, step: .factor(1.2)),
      default: .real(1e9)),
    .noiseScale,
  ]

  private let amount: Double
  private let range: (low: Double, high: Double)
  private let noiseScale: Double

  init(_ knobs: KnobValues) {
    amount = knobs.real("churn")
    range = (knobs.real("s-min"), knobs.real("s-max"))
    noiseScale = knobs.real("s-noise")
  }

  var isOff: Bool { amount == 0 }

  /// Adds noise to the run's state.
  /// - Returns: the level that the state is now at.
  func raise(_ run: StepContext, from s: NoiseLevel) -> NoiseLevel {
    let gamma = min(amount / Double(run.grid.steps.count), 2.squareRoot() - 1)
    guard gamma > 0, range.low <= s.rho, s.rho <= range.high else { return s }
    let raised = run.schedule.level(rho: s.rho * (1 + gamma))
    // In x/alpha the added variance is the difference of the squared levels.
    let added = s.rho * sqrt(gamma * (2 + gamma))
    run.correct(
      run.combine(
        (run.state, raised.alpha / s.alpha),
        (run.noise(.churn), raised.alpha * added * noiseScale)))
    return raised
  }
}

extension Knob {
  /// What fresh noise is multiplied by, to make up for detail that a network's denoising loses.
  static let noiseScale = Knob(
    "s-noise", "factor on fresh noise", .real(0...2, step: .linear(0.001)), default: .real(1))
}
