import Glibc
import Quickstep
import Tensors

/// Figures that methods were published or measured with, beside ours: those that are required, and
/// those that are only told.
struct Acceptance {
  let kernels = Kernels(pool: ThreadPool(threads: 2))

  enum Bar {
    case atMost(Double), atLeast(Double)
    /// Told as it is, beside what was measured before.
    case told(Double)
  }

  func run() throws {
    line("figure", "value", "unit", "bar", "verdict")
    try multistep()
    try guided()
    try flows()
    try searched()
    try distilled()
  }

  func row(_ name: String, _ value: Double, _ bar: Bar) {
    switch bar {
    case .atMost(let limit): row(name, value, "≤ \(limit)", value <= limit ? "met" : "MISSED")
    case .atLeast(let limit): row(name, value, "≥ \(limit)", value >= limit ? "met" : "MISSED")
    case .told(let before): row(name, value, "\(before)", "told")
    }
  }

  private func row(_ name: String, _ value: Double, _ bar: String, _ verdict: String) {
    report(name, value, "", bar: bar, verdict)
  }

  /// Eight modes on a circle of radius 2, s = 0.15, which the specification calls G8.
  let wide = GaussianMixture.ring8()
  /// Radius 1, s = 0.25: G8n.
  let narrow = circle(radius: 1, deviation: 0.25)
  let medium = circle(radius: 1.5, deviation: 0.15)
  let tight = circle(radius: 0.5, deviation: 0.03)

  private static func circle(radius: Double, deviation: Double) -> GaussianMixture {
    GaussianMixture(
      components: (0..<8).map { k in
        let angle = Double(k) * .pi / 4
        return GaussianMixture.Component(
          weight: 1.0 / 8, mean: [radius * cos(angle), radius * sin(angle)], deviation: deviation)
      })
  }

  /// A plan on the linear path of preserved variance, down to t = 0.001.
  func plan(_ solver: String, _ grid: String, steps: Int, batch: Int = 512) throws -> Plan {
    Plan(
      schedule: Choice("vp-linear"), grid: Choice(grid, ["end": .word("min")]),
      solver: try solvers.choice(solver), steps: steps, seed: 1, batch: batch)
  }

  /// The distance of the end from the exact one.
  func error(_ plan: Plan, on model: any Denoiser) throws -> Double {
    let job = try plan.job(model: model, with: kernels)
    let exact = try ExactPath.end(of: job, from: Sampler(job).state)
    return rootMeanSquareDistance(try end(of: job), exact)
  }

  func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  /// The observed order from 320 to 640 steps.
  func order(_ plan: Plan, on model: any Denoiser) throws -> Double {
    let study = try ConvergenceStudy(plan, model: model, stepCounts: [320, 640], with: kernels)
    return study.rows.last?.order ?? .nan
  }
}
