import Quickstep
import Tensors
import Testing

/// The unified framework against the solvers that it contains.
@Suite struct UnifiedSamplingTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  @Test(
    arguments: [
      ("usf:order=1", "euler"),
      ("usf:order=1,predictions=0/1/0/1", "euler"),
      ("usf:slope=midpoint", "dpm++2m"),
      ("usf:final=keep", "dpm++2m:form=heun,final=keep"),
      ("usf:order=3,slope=midpoint", "dpm++3m:curvature=full"),
      ("usf:order=3,final=euler", "dpm++3m:curvature=full,form=heun,final=euler"),
      ("usf:prediction=noise,slope=midpoint", "dpm-multistep"),
      (
        "usf:order=3,predictions=0/0/0/0/0/0/0,slope=midpoint",
        "dpm-multistep:order=3,curvature=full"
      ),
      ("usf:slope=midpoint,corrector=pseudo", "unipc"),
      ("usf:order=1,slope=midpoint,correctors=1/1/1/1/1/1/1", "unipc:order=1"),
      ("usf:order=3,slope=midpoint,corrector=pseudo,final=keep", "unipc:order=3,final=keep"),
      ("usf:order=3,slope=linear,corrector=pseudo", "unipc:order=3,variant=bh1"),
      (
        "usf:prediction=noise,order=3,slope=midpoint,corrector=pseudo",
        "unipc:order=3,prediction=noise"
      ),
      (
        "usf:slope=midpoint,corrector=pseudo,orders=1/2/3/1/2/1/1",
        "unipc:orders=1/2/3/1/2/1/1"
      ),
      ("usf:slope=midpoint,correctors=1/0/0/1/1/0/0", "unipc:uncorrected=1/2/5"),
      ("usf:orders=1/2/1/2/1/2/1,starts=0/1/0/1/0/1/0,slope=midpoint", "dpm-singlestep"),
      (
        "usf:orders=1/2/3/1/2/3/1,starts=0/1/2/0/1/2/0,prediction=noise",
        "dpm-singlestep:order=3,prediction=noise,form=heun"
      ),
      (
        "usf:slopes=1/1/1/1/1/1/1,derivatives=4/4/4/4/4/4/4,correctors=1/1/1/1/1/1/1",
        "unipc"
      ),
    ], ["edm", "vp-linear", "flow"])
  func dedicatedSolversAreSpecialCases(solvers: (String, String), schedule: String) throws {
    let a = try end(of: job(solvers.0, schedule: schedule))
    let b = try end(of: job(solvers.1, schedule: schedule))
    #expect(rootMeanSquareDistance(a, b) < 1e-10, "\(solvers) \(a) \(b)")
  }

  /// After statistics that are measured on the model, where the orders are the same; and with the
  /// coefficients of one prediction the first order is DDIM.
  @Test(
    arguments: [
      ("usf:prediction=v3,order=1", "dpm-v3:order=1,corrector=none"),
      ("usf:prediction=v3", "dpm-v3:corrector=none"),
      (
        "usf:predictions=2/2/2/2/2/2/2,order=3,final=keep",
        "dpm-v3:order=3,corrector=none,final=keep"
      ),
      ("usf:prediction=v3,order=1,corrector=pseudo", "dpm-v3:order=1,corrector=pseudo"),
      ("usf:order=1,predictions=2/1/0/2/1/0/2", "usf:order=1,predictions=2/0/1/2/0/1/1"),
      ("dpm-v3:parametrisation=data,order=1,corrector=none", "euler"),
      ("dpm-v3:parametrisation=noise,order=1,corrector=none", "usf:order=1"),
      ("dpm-v3:parametrisation=data,corrector=none", "usf"),
      ("dpm-v3:parametrisation=noise,order=3,corrector=none", "usf:order=3,prediction=noise"),
    ], ["edm", "vp-linear", "flow"])
  func stepsMayFollowStatistics(solvers: (String, String), schedule: String) throws {
    let a = try end(of: job(solvers.0, schedule: schedule))
    let b = try end(of: job(solvers.1, schedule: schedule))
    #expect(rootMeanSquareDistance(a, b) < 1e-10, "\(solvers) \(a) \(b)")
  }

  /// From (1, 0.5) over six steps, quadratic in t, on eight modes; computed elsewhere.
  @Test(arguments: [
    ("usf:slope=midpoint", [1.5767117121, 1.2353203635]),
    ("usf:slope=midpoint,final=keep", [1.5557537985, 1.4517021818]),
    ("usf:order=3", [1.6121445941, 1.2867833133]),
    ("usf:prediction=noise", [1.5245322324, 1.1895716822]),
  ])
  func aTrajectoryIsTheOneComputedElsewhere(solver: String, expected: [Double]) throws {
    let plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice("quadratic", ["end": .word("min")]),
      solver: try solvers.choice(solver), steps: 6, batch: 1)
    var job = try plan.job(model: GaussianMixture.ring8(), with: kernels)
    job.noise = .given(start: [1, 0.5], steps: [])
    job.startScale = 1
    let end = try end(of: job)
    #expect(zip(end, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(end)")
  }

  /// The evaluation of the corrected state is one more a step, but for the first.
  @Test func implicitCorrectionCostsAnEvaluation() throws {
    let job = try job("usf:corrector=implicit", schedule: "vp-linear")
    #expect(job.foresight().evaluationsPerStep == [1, 2, 2, 2, 2, 2, 2])
  }

  /// A first step that goes by zeros asks nobody: x' = sigma'/sigma x.
  @Test(arguments: ["edm", "vp-linear", "flow"])
  func theFirstStepCanDoWithoutTheModel(schedule: String) throws {
    var job = try job("usf:first=0", schedule: schedule)
    #expect(job.foresight().evaluationsPerStep == [0, 1, 1, 1, 1, 1, 1])
    job.grid = Grid(steps: Array(job.grid.steps.prefix(1)))
    var sampler = Sampler(job)
    let start = sampler.state
    while try sampler.next() != nil {}
    let step = job.grid.steps[0]
    let expected = start.map { $0 * step.to.sigma / step.from.sigma }
    #expect(rootMeanSquareDistance(sampler.state, expected) < 1e-12)
  }

  /// x' = sigma'/sigma x + (alpha' - alpha sigma'/sigma) E[x | class], the mean as the model has it or
  /// as a network says it.
  @Test(arguments: ["edm", "vp-linear", "flow"])
  func theFirstStepMayGoByTheMean(schedule: String) throws {
    let means = [[2.0, 1], [-1, 3]]
    let model = GaussianMixture(
      components: means.enumerated().map { index, mean in
        .init(weight: 1, mean: mean, deviation: 0.3, classIndex: index)
      }, classNames: ["a", "b"])
    var plan = Plan(
      schedule: Choice(schedule), grid: Choice("uniform-t"),
      solver: Choice("usf", ["first-by": .word("mean")]), classes: .each, steps: 5, batch: 8)
    func firstStep(_ model: any Denoiser) throws -> (start: [Double], end: [Double], step: Step) {
      let job = try plan.job(model: model, with: kernels)
      #expect(job.foresight().evaluationsPerStep == [0, 1, 1, 1, 1])
      var sampler = Sampler(job)
      let start = sampler.state
      _ = try sampler.next()
      return (start, sampler.state, job.grid.steps[0])
    }
    let (start, end, step) = try firstStep(model)
    let ratio = step.to.sigma / step.from.sigma
    let expected = start.indices.map { index in
      ratio * start[index]
        + (step.to.alpha - step.from.alpha * ratio) * means[index / 2 % 2][index % 2]
    }
    #expect(rootMeanSquareDistance(end, expected) < 1e-10)

    #expect(throws: SamplingError.solverNeedsMean(solver: "usf", model: "digits")) {
      try plan.job(model: Opaque(model), with: kernels)
    }
    plan.oneMoreStep = "means"
    let asked = try firstStep(
      Accompanied(Opaque(model), by: Companions(networks: [.oneMoreStep: Means(means: means)])))
    #expect(rootMeanSquareDistance(end, asked.end) < 1e-10)
  }

  /// -E[x | class].
  private struct Means: CompanionNetwork {
    let shape = SampleShape.point(dimensions: 2)
    let classNames = ["a", "b"]
    let means: [[Double]]

    func answer(
      _ inputs: [AlignedBuffer], at level: NoiseLevel, classes: [Int32],
      into output: AlignedBuffer, with kernels: Kernels
    ) {
      for (row, index) in classes.enumerated() {
        for axis in 0..<2 { output.start[2 * row + axis] = -means[Int(index)][axis] }
      }
    }
  }

  /// Six steps that grow in lambda, and one to no noise.
  private func job(_ solver: String, schedule: String) throws -> SamplingJob {
    var job = try Plan(
      schedule: Choice(schedule), grid: Choice("uniform-t"), solver: solvers.choice(solver),
      steps: 7, batch: 8
    ).job(model: gentleMixture, with: kernels)
    let places = (0...6).map { Double($0) / 6 }
    let lambdas = places.map { place in -3 + place * (4 + 2 * place) }
    job.grid = Grid(
      levels: lambdas.map { job.schedule.level(lambda: $0) } + [job.schedule.clean])
    return job
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}
