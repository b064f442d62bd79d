import Files
import Glibc
import Quickstep
import Tensors

// What the figures are measured on.
extension Acceptance {
  /// Eight modes on a circle of radius 2, s = 0.15.
  static let wide = GaussianMixture.ring8()
  /// Radius 1, s = 0.25.
  static let narrow = circle(radius: 1, deviation: 0.25)
  /// Radius 0.5, s = 0.03.
  static let tight = circle(radius: 0.5, deviation: 0.03)
  /// Two near modes with nine tenths of the weight, and one far from them.
  static let lopsided = GaussianMixture(components: [
    .init(weight: 0.45, mean: [3, 3], deviation: 0.3),
    .init(weight: 0.45, mean: [3.6, 2.4], deviation: 0.3),
    .init(weight: 0.1, mean: [-0.3, 0.2], deviation: 0.3),
  ])

  static func circle(radius: Double, deviation: Double) -> GaussianMixture {
    GaussianMixture(
      components: (0..<8).map { k in
        let angle = Double(k) * .pi / 4
        return GaussianMixture.Component(
          weight: 1.0 / 8, mean: [radius * cos(angle), radius * sin(angle)], deviation: deviation)
      })
  }

  /// The first bundled digits, shrunk to 8 x 8, each a round Gaussian.
  static func digits(_ count: Int, deviation: Double) throws -> GaussianMixture {
    let set = try ImageSet.bundledDigits()
    return GaussianMixture(
      components: (0..<count).map { image in
        let mean = (0..<64).map { place in
          let row = 2 + 3 * (place / 8), column = 2 + 3 * (place % 8)
          let sum = (0..<9).reduce(0.0) { sum, k in
            sum + Double(set.pixels[image * 784 + (row + k / 3) * 28 + column + k % 3])
          }
          return sum / 9 / 127.5 - 1
        }
        return GaussianMixture.Component(
          weight: 1 / Double(count), mean: mean, deviation: deviation,
          classIndex: set.labels?[image] ?? 0)
      }, classNames: set.classNames)
  }
}

// How they are measured.
extension Acceptance {
  /// A plan on the linear path of preserved variance, down to t = 0.001.
  func plan(
    _ solver: String, _ grid: String, steps: Int, batch: Int = 512, seed: UInt64 = 1
  ) throws -> Plan {
    Plan(
      schedule: Choice("vp-linear"), grid: Choice(grid, ["end": .word("min")]),
      solver: try solvers.choice(solver), steps: steps, seed: seed, batch: batch)
  }

  /// How far samples end from where they should, root mean square over samples.
  func error(_ plan: Plan, on model: any Denoiser) throws -> Double {
    let job = try plan.job(model: model, with: kernels)
    return try distance(end(of: job), ends.end(of: job), model.shape.count)
  }

  /// The root mean square over samples of |a - b|.
  func distance(_ a: [Double], _ b: [Double], _ width: Int) -> Double {
    rootMeanSquareDistance(a, b) * Double(width).squareRoot()
  }

  func end(_ plan: Plan, on model: any Denoiser) throws -> [Double] {
    try end(of: plan.job(model: model, with: kernels))
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

  func largest(_ values: [Double]) -> Double { values.map(abs).max() ?? 0 }

  func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
}

/// Exact ends, each worked out once.
final class ExactEnds {
  private var known: [String: [Double]] = [:]

  func end(of job: SamplingJob) throws -> [Double] {
    let start = Sampler(job).state
    let levels = job.grid.levels
    let name = [
      "\(ObjectIdentifier(job.model))", "\(start.count) \(start[0])", "\(job.classes)",
      "\(job.guidance)", format(levels[0].rho), format(levels[levels.count - 1].rho),
    ].joined(separator: " ")
    if let end = known[name] { return end }
    let end = try ExactPath.end(of: job, from: start)
    known[name] = end
    return end
  }
}
