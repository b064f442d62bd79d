import Glibc
import Quickstep
import Tensors
import Testing

/// Statistics of a model of which nothing is known but what it predicts.
@Suite struct StatisticsTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))
  private let model = GaussianMixture(
    components: (0..<8).map { k in
      let angle = Double(k) * .pi / 4
      return GaussianMixture.Component(
        weight: 1.0 / 8, mean: [cos(angle), sin(angle)], deviation: 0.25)
    })

  private func plan(_ solver: String, steps: Int) -> Plan {
    Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-lambda", ["end": .word("min")]),
      solver: Choice(solver), steps: steps, batch: 512)
  }

  private func estimate(_ model: any Denoiser, seed: UInt64) throws -> ModelStatistics {
    var plan = plan("dpm++2m", steps: 10)
    plan.batch = 1024
    let job = try plan.job(model: model, with: kernels)
    let samples = self.model.trueSamples(classes: job.classes, seed: seed, with: kernels)
    var estimate = try #require(
      StatisticsEstimate(
        job, samples: samples, knots: 121,
        accuracy: model.exact?.pathTolerance ?? StatisticsEstimate.networkAccuracy, seed: seed))
    while estimate.advance() {}
    #expect(estimate.done == 121 && estimate.evaluations == 121 * 7)
    return estimate.statistics
  }

  /// On the same pairs rounding alone is between them, on others the noise of so many. Where noise
  /// hides the data f hardly varies, so that s is nearly 0/0.
  @Test func whatIsKnownAndWhatIsNotAgree() throws {
    let exact = try estimate(model, seed: 1)
    for (seed, bound, ratioBound) in [(1, 1e-4, 0.01), (2, 0.01, 0.2)] as [(UInt64, Double, Double)]
    {
      let opaque = try estimate(Opaque(model), seed: seed)
      for (a, b) in zip(exact.coordinates, opaque.coordinates) {
        #expect(rootMeanSquareDistance(a.l, b.l) < bound)
        #expect(rootMeanSquareDistance(a.b, b.b) < bound)
        let late = 60..<120
        #expect(rootMeanSquareDistance(Array(a.s[late]), Array(b.s[late])) < ratioBound)
      }
    }
  }

  @Test(arguments: [5, 8, 10]) func storedOnesServeAsWellAsMeasuredOnes(steps: Int) throws {
    let statistics = try estimate(Opaque(model), seed: 3)
    func error(_ solver: String) throws -> Double {
      let plan = plan(solver, steps: steps)
      let opaque = Accompanied(
        Opaque(model),
        by: Companions {
          [
            StoredStatistics(
              "here", key: StatisticsKey(plan, classNames: []), lambdas: -6...9
            ) { _ in statistics }
          ]
        })
      let job = try plan.job(model: opaque, with: kernels)
      var sampler = Sampler(job)
      let path = try ExactPath.solve(
        plan.job(model: model, with: kernels), from: sampler.state
      ) { false }
      while try sampler.next() != nil {}
      return rootMeanSquareDistance(sampler.state, path[path.count - 1])
    }
    let (learned, plain) = (try error("dpm-v3"), try error("dpm++2m"))
    #expect(learned < 0.6 * plain, "\(learned), \(plain)")
  }

  /// Statistics for another scale of guidance, or for a shorter path, are not taken.
  @Test func otherStatisticsAreNamed() throws {
    func refusal(_ key: StatisticsKey, _ lambdas: ClosedRange<Double>) -> String? {
      let stored = StoredStatistics("here", key: key, lambdas: lambdas) { _ in
        preconditionFailure("they do not fit")
      }
      let opaque = Accompanied(Opaque(model), by: Companions { [stored] })
      do {
        _ = try plan("dpm-v3", steps: 5).job(model: opaque, with: kernels)
        return nil
      } catch { return "\(error)" }
    }
    var key = StatisticsKey(plan("dpm-v3", steps: 5), classNames: [])
    let short = refusal(key, -1...1)
    #expect(
      short?.contains("for guidance none from sigma/alpha") == true
        && short?.contains("but for \"guidance none from sigma/alpha 2.72 to 0.368\"") == true,
      "\(short ?? "taken")")
    key.guidance = "cfg:scale=4"
    #expect(refusal(key, -6...9)?.contains("\"guidance cfg:scale=4 from") == true)
  }
}
