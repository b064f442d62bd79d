import Glibc
import Quickstep

extension Acceptance {
  private static let deviation = 0.08
  private static let ring = circle(radius: 2, deviation: deviation)

  /// Noise that is moved to noisy data at lambda 1/2 (Li et al. 2023, DPM-OT): 400 targets.
  func optimalTransport() throws {
    let map = try job("dpm-ot", "euler", 3).startMap { _ in }
    for (solver, steps, before) in [
      ("euler", 2, ("0.974", "0.136")), ("euler", 3, ("0.418", "0.015")),
      ("euler", 5, ("0.361", "0.009")), ("euler", 10, ("0.061", "0.000")),
      ("dpm++2m", 5, ("0.295", "0.000")),
    ] {
      let plain = mixture(try end(of: job("noise", solver, steps)))
      var moved = try job("dpm-ot", solver, steps)
      if let map { moved.startSource = .given(map) }
      let own = mixture(try end(of: moved))
      row("far from modes, \(solver), \(steps) steps", plain, .told(before.0))
      row("from moved noise, \(solver), \(steps) steps", own, .told(before.1))
      if solver == "euler", [3, 5].contains(steps) {
        row("moved / plain, \(steps) steps", own / plain, .atMost(0.1))
      }
    }
    for fact in map?.facts ?? [] where fact.name == "empty" {
      row("targets that no noise goes to, of 400", fact.value, .atMost(40))
    }
    try transportCost()
    let plain = try toData(job("noise", "euler", 10, batch: 500))
    var moved = try job("dpm-ot", "euler", 10, batch: 500)
    if let map { moved.startSource = .given(map) }
    row("W2 of 500 to data, 10 steps", plain, .told("0.40"))
    row("W2 of 500 to data, moved, 10 steps", try toData(moved), .told("0.53"))
    row("W2 moved / plain", try toData(moved) / plain, .gain(before: 0.53 / 0.40))
  }

  private func job(
    _ start: String, _ solver: String, _ steps: Int, batch: Int = 2000
  ) throws -> SamplingJob {
    var plan = try plan(solver, "uniform-lambda", steps: steps, batch: batch)
    plan.start = Choice(start)
    return try plan.job(model: Self.ring, with: kernels)
  }

  /// The share of samples farther than four deviations from every mode.
  private func mixture(_ points: [Double]) -> Double {
    let lost = stride(from: 0, to: points.count, by: 2).count { i in
      Self.ring.components.allSatisfy {
        hypot(points[i] - $0.mean[0], points[i + 1] - $0.mean[1]) > 4 * Self.deviation
      }
    }
    return Double(lost) / Double(points.count / 2)
  }

  /// The mean square of the way that noise takes, beside the best pairing of as many noises and
  /// other targets of the same distribution, and beside any.
  private func transportCost() throws {
    let n = 400
    let job = try job("dpm-ot", "euler", 3, batch: n)
    let cost = try job.startMap { _ in }?.facts.first { $0.name == "cost" }?.value ?? .nan
    var plain = job
    plain.start = PureNoise(knobs: [:])
    let noise = Sampler(plain).state
    let level = job.grid.levels[0]
    let data = Self.ring.trueSamples(classes: job.classes, seed: 99, with: kernels)
    plain.noise = .seed(99)
    let targets = zip(data, Sampler(plain).state).map { level.alpha * $0 + level.sigma * $1 }
    let best = squareDistance(noise, targets)
    let any = 2 * pow(rootMeanSquareDistance(noise, targets), 2)
    row("cost of the map", cost, .told("0.46"))
    row("cost of the best pairing", best, .told("0.49"))
    row("cost of any pairing", any, .told("5.6"))
    row("map / best pairing", cost / best, .atMost(1.15))
  }

  private func toData(_ job: SamplingJob) throws -> Double {
    let data = Self.ring.trueSamples(classes: job.classes, seed: 77, with: kernels)
    return try squareDistance(end(of: job), data).squareRoot()
  }

  /// The mean square distance of points in the plane, paired as near as they can be.
  private func squareDistance(_ a: [Double], _ b: [Double]) -> Double {
    leastPairing(a.count / 2) { i, j in
      let x = a[2 * i] - b[2 * j], y = a[2 * i + 1] - b[2 * j + 1]
      return x * x + y * y
    } / Double(a.count / 2)
  }
}
