import Glibc
import Quickstep
import Tensors
import Testing

/// Multistep methods on the noise prediction: DEIS and PNDM, on eight modes of radius 2, s = 0.15.
@Suite struct MultistepTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// From (1, 0.5) over six steps, quadratic in t; computed elsewhere.
  @Test(arguments: [
    ("euler", 6, [1.4941584008, 1.1091740610]),
    ("deis:degree=1", 6, [1.5194697666, 1.1957080055]),
    ("deis:degree=2", 6, [1.5141898904, 1.2228821447]),
    ("deis:degree=3", 6, [1.5050691956, 1.2324602137]),
    ("plms:order=2", 6, [1.5178755585, 1.2514034169]),
    ("plms:order=4", 6, [1.6266814715, 1.3163164702]),
    ("plms:order=2,warm-up=improved-euler", 7, [1.5186574132, 1.2517478320]),
    ("plms:warm-up=runge-kutta", 15, [1.6767178707, 1.3261966308]),
    ("plms:warm-up=runge-kutta,transfer=linear", 15, [1.6182411649, 1.3045619745]),
  ])
  func aTrajectoryIsTheOneComputedElsewhere(
    solver: String, evaluations: Int, expected: [Double]
  ) throws {
    let records = try records(of: fromOnePoint(solver))
    #expect(records.states.count == 2 && records.all.last?.evaluations == evaluations)
    #expect(
      zip(records.states, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(records.states)")
  }

  @Test func weightsAreTheOnesComputedElsewhere() throws {
    let step = try records(of: fromOnePoint("deis:degree=2")).all[3]
    let expected = [-0.9481223507842571, 0.44538230474362067, -0.10522262920869305]
    let weights = step.coefficients.dropFirst().map { $0.value / step.level.alpha }
    #expect(weights.count == 3)
    #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(weights)")
  }

  /// A noise prediction that does not change is integrated exactly, whatever the degree.
  @Test(
    arguments: (1...3).flatMap { ["deis:degree=\($0)", "deis:degree=\($0),variable=rho"] },
    ["vp-linear", "linear", "cosine", "edm", "flow"])
  func weightsAddUpToTheStep(solver: String, schedule: String) throws {
    for grid in ["uniform-lambda", "uniform-t", "karras"] {
      var plan = Plan(
        schedule: Choice(schedule), grid: Choice(grid), solver: try solvers.choice(solver),
        steps: 10, batch: 1)
      if schedule == "flow" { plan.grid = Choice("uniform-t") }
      let job = try plan.job(model: GaussianMixture.ring8(), with: kernels)
      for (step, record) in zip(job.grid.steps, try records(of: job).all)
      where step.from.alpha > 0 {
        let C = record.coefficients.dropFirst().map { $0.value / step.to.alpha }
        let size = max(1, C.reduce(0) { $0 + abs($1) })
        let difference = C.reduce(0, +) - (step.to.rho - step.from.rho)
        #expect(abs(difference) < 1e-12 * size, "\(grid), step \(record.step)")
      }
    }
  }

  @Test(arguments: [(0, 0.9), (1, 1.8), (2, 2.6), (3, 3.4)])
  func ordersOfDEISAreTheMeasuredOnes(degree: Int, least: Double) throws {
    let errors = try [320, 640].map { steps in
      try error("deis:degree=\(degree)", grid: "uniform-lambda", steps: steps, batch: 128)
    }
    #expect(log2(errors[0] / errors[1]) >= least, "\(errors)")
  }

  /// A polynomial of third degree in t, on a grid that follows t's square: a half of DDIM's error
  /// with five steps, a quarter with ten. Equal steps of t put its nodes in the wrong places.
  @Test func fewStepsOfDEISErrLessOnAGoodGridOnly() throws {
    func ratio(_ grid: String, _ steps: Int) throws -> Double {
      try error("deis", grid: grid, steps: steps, batch: 512)
        / error("euler", grid: grid, steps: steps, batch: 512)
    }
    #expect(try ratio("quadratic", 5) <= 1.0 / 2)
    #expect(try ratio("quadratic", 10) <= 1.0 / 4)
    #expect(try ratio("uniform-t", 10) > 1)
  }

  @Test(arguments: [8, 10]) func fewStepsOfPLMSErrLess(steps: Int) throws {
    let plms = try error("plms:order=2", grid: "quadratic", steps: steps, batch: 512)
    let ddim = try error("euler", grid: "quadratic", steps: steps, batch: 512)
    #expect(plms <= ddim / 3, "\(plms), \(ddim)")
  }

  @Test func howPLMSStartsMattersLittle() throws {
    let errors = try ["ramp", "improved-euler"].map {
      try error("plms:order=2,warm-up=\($0)", grid: "quadratic", steps: 10, batch: 512)
    }
    #expect(abs(errors[0] / errors[1] - 1) < 0.02, "\(errors)")
  }

  /// In equal steps of t a line in t has the order of its weights; a DDIM step, whose steps in rho
  /// are unequal, has not.
  @Test func aLinearTransferHasFourthOrderInEqualSteps() throws {
    let errors = try [160, 320].map { steps in
      try error(
        "plms:warm-up=runge-kutta,transfer=linear", grid: "uniform-t", steps: steps, batch: 128)
    }
    #expect(log2(errors[0] / errors[1]) > 3.5, "\(errors)")
  }

  /// What has no history and one evaluation is DDIM, by whatever name.
  @Test(arguments: [
    "deis:degree=0", "deis:degree=0,variable=rho", "lms:order=1", "plms:order=1",
    "plms:order=1,prediction=data", "plms:order=1,prediction=velocity", "ghvb:order=1", "dpm++1s",
    "dpm-multistep:order=1", "dpm-singlestep:order=1", "usf:order=1",
  ])
  func firstOrdersAreDDIM(solver: String) throws {
    for grid in ["uniform-lambda", "uniform-t", "quadratic", "karras"] {
      for end in ["min", "zero"] {
        func states(_ solver: String) throws -> [Double] {
          try records(of: ring(solver, grid: grid, steps: 7, batch: 16, end: end)).states
        }
        let distance = try rootMeanSquareDistance(states(solver), states("euler"))
        #expect(distance < 1e-10, "\(grid) to \(end): \(distance)")
      }
    }
  }
}

extension MultistepTests {
  private func ring(
    _ solver: String, grid: String, steps: Int, batch: Int, end: String = "min"
  ) throws -> SamplingJob {
    let plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice(grid, ["end": .word(end)]),
      solver: try solvers.choice(solver), steps: steps, batch: batch)
    return try plan.job(model: GaussianMixture.ring8(), with: kernels)
  }

  private func fromOnePoint(_ solver: String) throws -> SamplingJob {
    var job = try ring(solver, grid: "quadratic", steps: 6, batch: 1)
    job.noise = .given(start: [1, 0.5], steps: [])
    job.startScale = 1
    return job
  }

  /// The record of every step, and the end.
  private func records(of job: SamplingJob) throws -> (all: [StepRecord], states: [Double]) {
    var sampler = Sampler(job)
    var records: [StepRecord] = []
    while let record = try sampler.next() { records.append(record) }
    return (records, sampler.state)
  }

  private func error(_ solver: String, grid: String, steps: Int, batch: Int) throws -> Double {
    let job = try ring(solver, grid: grid, steps: steps, batch: batch)
    let exact = try ExactPath.end(of: job, from: Sampler(job).state)
    return try rootMeanSquareDistance(records(of: job).states, exact)
  }
}
