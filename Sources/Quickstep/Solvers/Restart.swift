import Glibc

/// Restarts: Heun's steps along the grid, and where it has come down to a low level, back up to a
/// high one with fresh noise and down again, several times (Xu et al. 2023, Restart Sampling,
/// algorithm 1).
///
///     x_high/alpha_high = x/alpha + sqrt(rho_high² - rho²) z
///
/// Noise brings errors of earlier steps to contract, which steps of the flow carry along. The ends of
/// the stretch are the grid's levels that are nearest in rho = sigma/alpha; in between levels are
/// Karras et al.'s of exponent 7.
public struct Restart: Solver {
  public static let declaration = Declaration(
    "restart", title: "Restart", group: .stochastic,
    summary: "Heun's steps, one stretch of them taken again with fresh noise",
    paper: "Xu et al. 2023, Restart Sampling for Improving Generative Processes",
    knobs: [
      Knob(
        "low", "sigma/alpha from which it goes back up", .real(1e-3...1e3, step: .factor(1.2)),
        default: .real(0.1)),
      Knob(
        "high", "sigma/alpha up to which it goes", .real(1e-3...1e3, step: .factor(1.2)),
        default: .real(2)),
      Knob("steps", "down again", .integer(1...100), default: .integer(9)),
      Knob("times", "how often", .integer(0...20), default: .integer(1)),
    ])

  private let low, high: Double
  private let steps, times: Int

  public var order: Double? { times == 0 ? 2 : nil }

  public init(_ knobs: KnobValues) {
    low = knobs.real("low")
    high = knobs.real("high")
    steps = knobs.integer("steps")
    times = knobs.integer("times")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    var terms = run.heunTerms(run.state, from: s, to: t)
    if let top = top(run, above: t) {
      let levels = descent(run.schedule, from: top, to: t)
      let spread = sqrt(top.rho * top.rho - t.rho * t.rho)
      for _ in 0..<times {
        var x = run.combine(
          terms.map { ($0.slot, $0.coefficient * top.alpha / t.alpha) }
            + [(run.noise(), top.alpha * spread)])
        for (from, to) in zip(levels, levels.dropFirst()) {
          terms = run.heunTerms(x, from: from, to: to)
          if to != t { x = run.combine(terms) }
        }
      }
    }
    run.order = t.sigma > 0 && s.alpha > 0 ? 2 : 1
    run.advance(terms)
  }

  /// Where it goes back up to, if it does so at `t`.
  private func top(_ run: StepContext, above t: NoiseLevel) -> NoiseLevel? {
    let levels = run.grid.levels
    func nearest(_ rho: Double) -> NoiseLevel? {
      levels.filter { $0.rho.isFinite && $0.rho > 0 }
        .min { abs($0.rho - rho) < abs($1.rho - rho) }
    }
    guard times > 0, let bottom = nearest(low), bottom == t, let top = nearest(high),
      top.rho > t.rho
    else { return nil }
    return top
  }

  private func descent(
    _ schedule: any Schedule, from top: NoiseLevel, to t: NoiseLevel
  ) -> [NoiseLevel] {
    let a = pow(top.rho, 1 / 7.0), b = pow(t.rho, 1 / 7.0)
    return (0...steps).map { k in
      if k == 0 { return top }
      return k == steps
        ? t : schedule.level(rho: pow(a + Double(k) / Double(steps) * (b - a), 7))
    }
  }
}
