import Quickstep
import Tensors
import Testing

/// Models that are told another level than that of the state.
@Suite struct ToldLevelTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))
  private let model = GaussianMixture(components: [
    .init(weight: 1, mean: [1, -2], deviation: 0.5)
  ])

  private func job(_ told: [Double]?, solver: String = "euler") throws -> SamplingJob {
    var knobs: [String: KnobValue] = ["sigmas": .list([8, 2, 0.5, 0])]
    if let told { knobs["told"] = .list(told) }
    var plan = Plan(grid: Choice("list", knobs), solver: Choice(solver), batch: 6)
    plan.settle(after: "grid")
    return try plan.job(model: model, with: kernels)
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  @Test(arguments: ["euler", "dpm++2m", "heun"]) func itsOwnLevelsChangeNothing(
    solver: String
  ) throws {
    #expect(
      try end(of: job([8, 2, 0.5], solver: solver)) == end(of: job(nil, solver: solver)))
  }

  /// Euler steps with D = (s² x + sigma² mean) / (s² + sigma²) at what the model is told.
  @Test func stepsGoByWhatTheModelSaysThere() throws {
    let told = [6, 3, 0.4], levels = [8, 2, 0.5, 0]
    let job = try job(told)
    var x = Sampler(job).state
    for (index, told) in told.enumerated() {
      let ratio = levels[index + 1] / levels[index]
      x = x.enumerated().map { place, x in
        let mean = place % 2 == 0 ? 1.0 : -2
        let D = (0.25 * x + told * told * mean) / (0.25 + told * told)
        return D + ratio * (x - D)
      }
    }
    #expect(rootMeanSquareDistance(try end(of: job), x) < 1e-12)
  }

  @Test func thereIsOneForEveryStep() {
    #expect(throws: SamplingError.toldLevels(2, steps: 3)) { try job([6, 3]) }
  }
}
