import Quickstep
import Tensors
import Testing

/// What holds for every solver, whatever it computes.
@Suite struct SolverTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func plan(_ choice: Choice, schedule: String = "vp-linear", steps: Int = 6) -> Plan {
    Plan(
      schedule: Choice(schedule), grid: Choice("uniform-t"), solver: choice, steps: steps, batch: 5)
  }

  @Test(arguments: solverChoices)
  func aBatchMayBeSplit(choice: Choice) throws {
    let whole = try plan(choice).job(model: gentleMixture, with: kernels)
    // Of steps that hang on numbers the whole batch shares the same.
    guard whole.foresight().isWhole else { return }
    var parts: [Double] = []
    for range in [0..<2, 2..<5] {
      var job = whole
      job.firstSample = range.lowerBound
      job.classes = Array(whole.classes[range])
      parts += try end(of: job)
    }
    #expect(try end(of: whole) == parts)
  }

  @Test(arguments: solverChoices)
  func threadsChangeNoBit(choice: Choice) throws {
    var plan = plan(choice, steps: 3)
    plan.batch = 4096
    let model = GaussianMixture(components: [
      GaussianMixture.Component(
        weight: 1, mean: (0..<17).map { Double($0) / 10 }, deviation: 0.5)
    ])
    let one = try end(of: plan.job(model: model, with: kernels))
    let two = try end(
      of: plan.job(model: model, with: Kernels(pool: ThreadPool(threads: 2))))
    #expect(one == two)
  }

  @Test(arguments: solverChoices)
  func everyEvaluationIsForeseen(choice: Choice) throws {
    let job = try plan(choice).job(model: gentleMixture, with: kernels)
    guard job.foresight().isWhole else { return }
    let expected = job.evaluationsPerStep()
    var sampler = Sampler(job)
    var counts: [Int] = []
    while let record = try sampler.next() { counts.append(record.evaluations) }
    #expect(counts == expected.indices.map { expected[...$0].reduce(0, +) })
  }

  /// Down to no noise at all, on paths that start from finite noise, from nearly pure noise and
  /// from pure noise.
  @Test(arguments: solverChoices, ["edm", "vp-linear", "flow"])
  func theEndIsFinite(choice: Choice, schedule: String) throws {
    // Stochastic Adams on the noise prediction grows far over steps as long as these.
    let limit = choice == Choice("sa", ["prediction": .word("noise")]) ? 1e5 : 1e3
    for steps in [1, 2, 5] {
      let job = try plan(choice, schedule: schedule, steps: steps).job(
        model: gentleMixture, with: kernels)
      #expect(job.grid.steps.last?.to.sigma == 0)
      #expect(try end(of: job).allSatisfy { abs($0) < limit })
    }
  }

  /// With many small steps, samplers that add noise keep the distribution: mean and variance of
  /// what they end with are those of the mixture. Not so what is meant for distilled networks, nor
  /// a stretch that is taken again in a few steps, however many the grid has.
  @Test(arguments: solverChoices)
  func momentsAreThoseOfTheMixture(choice: Choice) throws {
    var plan = plan(choice, steps: 200)
    plan.grid = Choice("uniform-lambda")
    plan.batch = 4000
    let job = try plan.job(model: gentleMixture, with: kernels)
    guard job.foresight().pathObstacle == .drawsNoise,
      !["renoise", "lcm", "tcd"].contains(choice.name),
      choice.name != "restart" || choice.knobs["steps"] == nil
    else { return }
    let truth = moments(
      gentleMixture.trueSamples(classes: job.classes, seed: 1, with: kernels))
    let found = moments(try end(of: job))
    for (a, b) in zip(found, truth) { #expect(abs(a - b) < 0.08, "\(found) \(truth)") }
  }

  /// Whatever a model predicts, it is converted call by call.
  @Test(arguments: solverChoices, [Prediction.noise, .velocity, .flow])
  func thePredictionChangesNothing(choice: Choice, prediction: Prediction) throws {
    let plan = plan(choice)
    let data = try end(of: plan.job(model: gentleMixture, with: kernels))
    let other = try end(of: plan.job(model: Recast(gentleMixture, as: prediction), with: kernels))
    #expect(rootMeanSquareDistance(data, other) < 1e-7, "\(data) \(other)")
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  /// Mean and variance of both coordinates.
  private func moments(_ samples: [Double]) -> [Double] {
    (0..<2).flatMap { coordinate in
      let values = stride(from: coordinate, to: samples.count, by: 2).map { samples[$0] }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      return [mean, variance]
    }
  }
}
