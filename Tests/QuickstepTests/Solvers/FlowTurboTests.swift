import Quickstep
import Tensors
import Testing

/// Heun with reused slopes.
@Suite struct FlowTurboTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// From (1, 0.5) over six equal steps, on eight modes; computed elsewhere.
  @Test(arguments: [
    ("flow-euler", [1.4770043288, 1.2103169728]), ("flow-heun", [1.5391017095, 1.2448637544]),
    ("flow-turbo", [1.5294200868, 1.2833199297]),
  ])
  func aTrajectoryIsTheOneComputedElsewhere(solver: String, expected: [Double]) throws {
    var job = try ring(solver, steps: 6, batch: 1)
    job.noise = .given(start: [1, 0.5], steps: [])
    job.startScale = 1
    let end = try end(of: job)
    #expect(zip(end, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(end)")
  }

  @Test func refinedStepsNeedARefiner() throws {
    let model = GaussianMixture.ring8()
    var plan = Plan(solver: Choice("flow-turbo", ["refined": .integer(2)]))
    #expect(throws: SamplingError.noRefiner(solver: "flow-turbo")) {
      try plan.job(model: model, with: kernels)
    }
    plan.refiner = "somewhere"
    plan.solver = Choice("flow-turbo")
    #expect(throws: SamplingError.networkUnused(.refiner, solver: "flow-turbo", start: "noise")) {
      try plan.job(model: model, with: kernels)
    }
  }

  /// A refiner that says nothing has changed: velocities stay, on whatever path, and the model is
  /// not asked.
  @Test(arguments: [("flow", "trailing"), ("vp-linear", "uniform-lambda"), ("edm", "karras")])
  func refinedStepsKeepToTheStraightPath(schedule: String, grid: String) throws {
    var plan = Plan(
      schedule: Choice(schedule), grid: Choice(grid),
      solver: Choice("flow-turbo", ["refined": .integer(8), "refined-from": .integer(1)]),
      steps: 9, batch: 4)
    plan.refiner = "nothing"
    let job = try plan.job(
      model: Accompanied(
        GaussianMixture.ring8(), by: Companions(networks: [.refiner: NothingNew()])),
      with: kernels)
    #expect(job.foresight().evaluationsPerStep == [2, 0, 0, 0, 0, 0, 0, 0, 0])
    var sampler = Sampler(job)
    var states: [(time: Double, z: Double)] = []
    while let record = try sampler.next() {
      let level = record.level, sum = level.alpha + level.sigma
      states.append((level.sigma / sum, sampler.state[0] / sum))
    }
    let slopes = zip(states, states.dropFirst()).map { ($1.z - $0.z) / ($1.time - $0.time) }
    for slope in slopes { #expect(abs(slope - slopes[0]) < 1e-6 * max(1, abs(slope))) }
  }

  private struct NothingNew: CompanionNetwork {
    let shape = SampleShape.point(dimensions: 2)

    func answer(
      _ inputs: [AlignedBuffer], at level: NoiseLevel, classes: [Int32],
      into output: AlignedBuffer, with kernels: Kernels
    ) {
      for index in 0..<output.count { output.start[index] = 0 }
    }
  }

  /// With equal numbers of evaluations: two in the first step, one in every other.
  @Test(arguments: [8, 10])
  func oneSlopeServesTwice(evaluations: Int) throws {
    func error(_ solver: String, steps: Int) throws -> Double {
      let job = try ring(solver, steps: steps, batch: 512)
      #expect(job.foresight().evaluationsPerStep.reduce(0, +) == evaluations)
      return try rootMeanSquareDistance(
        end(of: job), ExactPath.end(of: job, from: Sampler(job).state))
    }
    let turbo = try error("flow-turbo", steps: evaluations - 1)
    #expect(try turbo <= 0.7 * error("flow-heun", steps: evaluations / 2))
    #expect(try turbo <= 0.5 * error("flow-euler", steps: evaluations))
  }

  @Test func theOrderIsTwo() throws {
    let plan = Plan(
      schedule: Choice("flow"), grid: Choice("uniform-t", ["end": .word("min")]),
      solver: Choice("flow-turbo"), batch: 64)
    let study = try ConvergenceStudy(
      plan, model: GaussianMixture.ring8(), stepCounts: [320, 640], with: kernels)
    #expect(try #require(study.rows.last?.order) >= 1.8, "\(study.rows)")
  }

  /// As many steps with two evaluations as there are: Heun's method.
  @Test func withoutReuseItIsHeun() throws {
    let turbo = try ring("flow-turbo:heun=7", steps: 7, batch: 8)
    let heun = try ring("flow-heun", steps: 7, batch: 8)
    #expect(try end(of: turbo) == end(of: heun))
  }

  /// A step to no noise at all has one evaluation too.
  @Test(arguments: ["edm", "vp-linear", "flow"])
  func theLastStepIsAsCheap(schedule: String) throws {
    let plan = Plan(
      schedule: Choice(schedule), grid: Choice("uniform-t"), solver: Choice("flow-turbo"),
      steps: 5, batch: 1)
    let job = try plan.job(model: gentleMixture, with: kernels)
    #expect(job.foresight().evaluationsPerStep == [2, 1, 1, 1, 1])
  }
}

extension FlowTurboTests {
  /// Eight modes on the straight path, down to t = 1e-9.
  private func ring(_ solver: String, steps: Int, batch: Int) throws -> SamplingJob {
    let plan = Plan(
      schedule: Choice("flow"), grid: Choice("uniform-t"), solver: try solvers.choice(solver),
      steps: steps, seed: 1,
      batch: batch)
    var job = try plan.job(model: GaussianMixture.ring8(), with: kernels)
    job.grid = Grid(
      levels: (0...steps).map { index in
        job.schedule.level(t: max(1e-9, 1 - Double(index) / Double(steps)))
      })
    return job
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}
