import Glibc
import Quickstep
import Tensors
import Testing

/// What guidance makes of two predictions.
@Suite struct GuidanceTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  // By hand: in sample 0 the update is (2, 4), of which (2.64, 3.52) lies along (3, 4); in sample 1
  // one of the predictions is zero.

  @Test(
    arguments: [
      (0, 0, [1.72, 4.96, 2, -4]), (1, 0, [7, 12, 2, -4]), (0.5, 0, [4.36, 8.48, 2, -4]),
      (0, 5.0.squareRoot(), [2.36, 4.48, 2, -4]),
    ] as [(Double, Double, [Double])])
  func apgWeighsTheTwoPartsOfTheUpdate(eta: Double, norm: Double, expected: [Double]) throws {
    let guidance = Choice("apg", ["scale": .real(3), "eta": .real(eta), "norm": .real(norm)])
    expectEqual(try guided(guidance, c: [3, 4, 0, 0], u: [1, 0, -1, 2]), expected)
  }

  @Test func apgRemembersTheUpdateBefore() throws {
    let guidance = Choice("apg", ["scale": .real(3), "eta": .real(1), "momentum": .real(-0.5)])
    let found = try guided(guidance, c: [3, 4, 0, 0], u: [1, 0, -1, 2], times: 2)
    expectEqual(found, [5, 8, 1, -2])
  }

  @Test func zeroStarFitsTheUnconditionalPrediction() throws {
    let guidance = Choice("cfg-zero-star", ["scale": .real(2), "zero": .integer(0)])
    expectEqual(try guided(guidance, c: [3, 4, 1, -1], u: [1, 0, 0, 0]), [3, 8, 2, -2])
  }

  @Test(arguments: Prediction.allCases)
  func apgWithAllOfTheUpdateIsClassifierFree(kind: Prediction) throws {
    let apg = try end(Choice("apg", ["scale": .real(3), "eta": .real(1)]), kind)
    expectEqual(apg, try end(Choice("cfg", ["scale": .real(3)]), kind), within: 1e-9)
  }

  /// It is defined on the data prediction.
  @Test(arguments: [Prediction.noise, .velocity, .flow])
  func apgDoesNotDependOnWhatTheModelPredicts(kind: Prediction) throws {
    let guidance = Choice(
      "apg", ["scale": .real(5), "norm": .real(0.7), "momentum": .real(-0.5)])
    expectEqual(try end(guidance, kind), try end(guidance, .data), within: 1e-9)
  }

  @Test(arguments: Prediction.allCases)
  func zeroStarStandsStillAtFirst(kind: Prediction) throws {
    let job = try job(Choice("cfg-zero-star", ["zero": .integer(2)]), kind)
    var sampler = Sampler(job)
    let start = sampler.state
    _ = try sampler.next()
    _ = try sampler.next()
    let first = job.grid.levels[0], second = job.grid.levels[2]
    let ratio = (second.alpha + second.sigma) / (first.alpha + first.sigma)
    expectEqual(sampler.state, start.map { ratio * $0 })
  }

  @Test(arguments: [
    (Choice("apg", ["momentum": .real(-0.5)]), [2, 2, 2, 2]),
    (Choice("cfg-zero-star"), [0, 2, 2, 2]),
    (Choice("cfg-zero-star", ["zero": .integer(3)]), [0, 0, 0, 2]),
  ])
  func callsAreForeseen(guidance: Choice, calls: [Int]) throws {
    let job = try job(guidance, .data)
    #expect(job.evaluationsPerStep() == calls)
    #expect(try self.calls(of: job) == calls)
  }

  @Test func outsideOfTheIntervalTheModelIsAskedOnce() throws {
    let job = try job(Choice("cfg-interval", ["low": .real(0.1), "high": .real(2)]), .data)
    let expected = job.grid.steps.map { 0.1 < $0.from.rho && $0.from.rho <= 2 ? 2 : 1 }
    #expect(Set(expected) == [1, 2])
    #expect(job.evaluationsPerStep() == expected)
    #expect(try calls(of: job) == expected)
  }

  @Test(arguments: ["apg:norm=0.5,momentum=-0.5", "cfg-zero-star"])
  func samplesDoNotDependOnEachOther(guidance: String) throws {
    let whole = try job(guidances.choice(guidance), .flow)
    let parts = try [0..<2, 2..<5].flatMap { range in
      var part = whole
      part.firstSample = range.lowerBound
      part.classes = Array(whole.classes[range])
      return try end(of: part)
    }
    #expect(try end(of: whole) == parts)
  }

  /// A path is compared with only where guidance is the same whatever the steps.
  @Test func guidanceThatFollowsTheStepsHasNoPath() throws {
    for (guidance, obstacle) in [
      ("apg", nil), ("apg:momentum=-0.5", .guidanceFollowsSteps),
      ("cfg-zero-star", .guidanceFollowsSteps), ("cfg-zero-star:zero=0", nil),
    ] as [(String, PathError?)] {
      #expect(ExactPath.obstacle(try job(guidances.choice(guidance), .data)) == obstacle)
    }
  }

  private func job(_ guidance: Choice, _ kind: Prediction) throws -> SamplingJob {
    var plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("euler"), steps: 4,
      batch: 5)
    plan.guidance = guidance
    plan.classes = .one("a")
    let model = GaussianMixture(
      components: [
        .init(weight: 0.5, mean: [0.8, 0.3], deviation: 0.6, classIndex: 0),
        .init(weight: 0.5, mean: [-0.5, 0.6], deviation: 0.5, classIndex: 1),
      ], classNames: ["a", "b"])
    return try plan.job(model: Recast(model, as: kind), with: kernels)
  }

  private func end(_ guidance: Choice, _ kind: Prediction) throws -> [Double] {
    try end(of: job(guidance, kind))
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  private func calls(of job: SamplingJob) throws -> [Int] {
    var sampler = Sampler(job)
    var (counts, before) = ([Int](), 0)
    while let record = try sampler.next() {
      counts.append(record.evaluations - before)
      before = record.evaluations
    }
    return counts
  }

  /// The guided data prediction where the model gives `c` for its class and `u` without one.
  private func guided(
    _ guidance: Choice, c: [Double], u: [Double], times: Int = 1
  ) throws -> [Double] {
    var job = try job(guidance, .data)
    job.model = TwoPredictions(c, u)
    job.classes = [0, 0]
    job.grid.steps = [job.grid.steps[0]]
    job.solver = GuidedPrediction(times: times)
    return try end(of: job)
  }

  private func expectEqual(_ a: [Double], _ b: [Double], within tolerance: Double = 1e-12) {
    #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }, "\(a) \(b)")
  }
}

/// Predicts the same data whatever the state.
private final class TwoPredictions: Denoiser {
  let shape = SampleShape.point(dimensions: 2)
  let prediction = Prediction.data
  let classNames = ["a"]
  private let conditional, unconditional: [Double]

  init(_ conditional: [Double], _ unconditional: [Double]) {
    (self.conditional, self.unconditional) = (conditional, unconditional)
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let values = classes[0] == anyClass ? unconditional : conditional
    _ = output.mutableValues.update(fromContentsOf: values)
  }
}

/// Ends with the guided prediction, the last of several.
private struct GuidedPrediction: Solver {
  static let declaration = Declaration("guided", title: "", summary: "", paper: "", knobs: [])

  let order: Double? = nil
  private let times: Int

  init(times: Int) { self.times = times }

  init(_ knobs: KnobValues) { self.init(times: 1) }

  mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    for _ in 1..<times { _ = run.evaluate(run.state, at: s, as: .data) }
    run.advance((run.evaluate(run.state, at: s, as: .data), 1))
  }
}
