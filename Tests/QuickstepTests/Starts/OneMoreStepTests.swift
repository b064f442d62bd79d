import Quickstep
import Tensors
import Testing

@Suite struct OneMoreStepTests {
  private static let brightness = [0.2, 0.6, 1.0]
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// 64 numbers of equal brightness, three levels of it.
  private let model = GaussianMixture(
    components: brightness.enumerated().map { k, value in
      GaussianMixture.Component(
        weight: 1 / 3.0, mean: Array(repeating: value, count: 64), deviation: 0.1, classIndex: k)
    }, classNames: ["dark", "grey", "light"])

  private func samples(_ start: Choice, schedule: String = "scaled-linear") throws -> [Double] {
    let plan = Plan(
      schedule: Choice(schedule), grid: Choice("linspace"), solver: Choice("euler"), steps: 25,
      batch: 4000, start: start)
    var sampler = Sampler(try plan.job(model: model, with: kernels))
    while try sampler.next() != nil {}
    return sampler.state
  }

  private func means(_ samples: [Double]) -> [Double] {
    stride(from: 0, to: samples.count, by: 64).map {
      samples[$0..<$0 + 64].reduce(0, +) / 64
    }
  }

  private func shares(_ means: [Double]) -> [Double] {
    let nearest = means.map { mean in
      Self.brightness.indices.min {
        abs(mean - Self.brightness[$0]) < abs(mean - Self.brightness[$1])
      }
    }
    return (0..<3).map { k in Double(nearest.count { $0 == k }) / Double(means.count) }
  }

  /// 25 steps of DDIM from alpha = 0.068: mean brightness and shares of the three levels.
  @Test func theMeanThatNoiseLacksIsRepaired() throws {
    let without = means(try samples(Choice("noise")))
    let with = means(try samples(Choice("one-more-step")))
    #expect(abs(without.reduce(0, +) / 4000 - 0.6) >= 0.07)
    #expect(abs(with.reduce(0, +) / 4000 - 0.6) <= 0.01)
    #expect(shares(with).allSatisfy { abs($0 - 1 / 3.0) <= 0.03 }, "\(shares(with))")
  }

  /// Where nothing of the data is in the first level, nothing changes.
  @Test func pureNoiseStaysPureNoise() throws {
    let plan = Plan(
      schedule: Choice("flow"), grid: Choice("uniform-t"), batch: 8, start: Choice("one-more-step"))
    var plain = plan
    plain.start = Choice("noise")
    let a = Sampler(try plan.job(model: model, with: kernels)).state
    #expect(try a == Sampler(plain.job(model: model, with: kernels)).state)
  }

  @Test func anotherClassMayStandInTheNoise() throws {
    var plan = Plan(
      schedule: Choice("scaled-linear"), grid: Choice("linspace"), batch: 8,
      start: Choice("one-more-step", ["class": .integer(2), "scale": .real(2)]))
    plan.classes = .one("dark")
    let job = try plan.job(model: model, with: kernels)
    let level = job.grid.levels[0]
    var plain = job
    plain.start = PureNoise(knobs: [:])
    // u + 2 (c - u) with u = 0.6 and c = 1.
    for (x, z) in zip(Sampler(job).state, Sampler(plain).state) {
      #expect(abs(x - (level.alpha * 1.4 + level.sigma * z)) < 1e-12)
    }
    plan.start.knobs["class"] = .integer(3)
    #expect(throws: SamplingError.noClassNumber(3, classes: 3)) {
      try plan.job(model: model, with: kernels)
    }
  }

  /// A network that knows the means stands in for the model, its guidance and the class of the step
  /// included, and is not counted as an evaluation.
  @Test(
    arguments: [
      [:], ["scale": .real(2)], ["class": .integer(2)],
      ["class": .integer(0), "scale": .real(0.5), "noise": .word("fresh"), "abar": .real(0.03)],
    ] as [[String: KnobValue]])
  func aNetworkThatKnowsTheMeansIsAsGood(knobs: [String: KnobValue]) throws {
    var plan = Plan(
      schedule: Choice("scaled-linear"), grid: Choice("linspace"), solver: Choice("euler"),
      batch: 8, start: Choice("one-more-step", knobs))
    for classes in [Plan.Classes.any, .each] {
      plan.classes = classes
      plan.oneMoreStep = Plan.noNetwork
      let known = Sampler(try plan.job(model: model, with: kernels)).state
      plan.oneMoreStep = "means"
      let job = try plan.job(model: opaque(with: Means()), with: kernels)
      let learned = Sampler(job).state
      #expect(rootMeanSquareDistance(known, learned) < 1e-12)
      #expect(job.foresight().startEvaluations == 0)
    }
  }

  @Test func aModelOfWhichNothingIsKnownNeedsANetwork() throws {
    var plan = Plan(model: Choice("some-network"), start: Choice("one-more-step"))
    #expect(
      throws: SamplingError.startNeedsNetwork(start: "one-more-step", model: "some-network")
    ) { try plan.job(model: Opaque(model), with: kernels) }
    plan.oneMoreStep = "means"
    #expect(
      throws: SamplingError.networkDiffers(.oneMoreStep, "means", model: "some-network")
    ) {
      try plan.job(model: opaque(with: Means(shape: .point(dimensions: 2))), with: kernels)
    }
    plan.classes = .each
    #expect(
      throws: SamplingError.networkHasOtherClasses(.oneMoreStep, "means", model: "some-network")
    ) { try plan.job(model: opaque(with: Means(classNames: ["one"])), with: kernels) }
    plan.start = Choice("noise")
    #expect(
      throws: SamplingError.networkUnused(.oneMoreStep, solver: "dpm++2m", start: "noise")
    ) { try plan.job(model: opaque(with: Means()), with: kernels) }
  }

  private func opaque(with network: any CompanionNetwork) -> any Denoiser {
    Accompanied(Opaque(model), by: Companions(networks: [.oneMoreStep: network]))
  }

  /// -E[x | class].
  private struct Means: CompanionNetwork {
    var shape = SampleShape.point(dimensions: 64)
    var classNames = ["dark", "grey", "light"]

    func answer(
      _ inputs: [AlignedBuffer], at level: NoiseLevel, classes: [Int32],
      into output: AlignedBuffer, with kernels: Kernels
    ) {
      #expect(level.alpha == 0)
      for (row, index) in classes.enumerated() {
        let mean = index == anyClass ? 0.6 : OneMoreStepTests.brightness[Int(index)]
        for place in row * 64..<(row + 1) * 64 { output.start[place] = -mean }
      }
    }
  }
}
