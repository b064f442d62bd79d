import Quickstep
import Tensors
import Testing

/// Guidance by a weaker model.
@Suite struct AutoguidanceTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))
  private let model = GaussianMixture(
    components: [
      .init(weight: 0.4, mean: [0.8, 0.3], deviation: 0.3, classIndex: 0),
      .init(weight: 0.6, mean: [-0.5, 0.6], deviation: 0.2, classIndex: 1),
    ], classNames: ["a", "b"])

  private func plan(_ scale: Double, solver: String = "euler", steps: Int = 4) -> Plan {
    Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice(solver),
      guidance: Choice("autoguidance", ["scale": .real(scale)]), guide: Choice("weak"),
      classes: .each, steps: steps, batch: 5)
  }

  private func job(
    _ plan: Plan, _ kind: Prediction = .data, guide: (any Denoiser)? = nil
  ) throws -> SamplingJob {
    let guide = guide ?? model.widened(by: 0.5)
    let sampled = Accompanied(
      Recast(model, as: kind), by: Companions(models: [.guide: guide]))
    return try plan.job(model: sampled, with: kernels)
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  private func data(_ model: any Denoiser, _ x: [Double], _ level: NoiseLevel) -> [Double] {
    let input = AlignedBuffer(count: x.count), output = AlignedBuffer(count: x.count)
    _ = input.mutableValues.update(fromContentsOf: x)
    model.evaluate(
      input, at: level, classes: (0..<x.count / 2).map { Int32($0 % 2) }, into: output,
      with: kernels)
    return output.copy()
  }

  /// A step of DDIM with D_0 + w (D_1 - D_0), whatever kind the models are asked for.
  @Test(arguments: Prediction.allCases) func aStepIsWhatTheFormulaSays(kind: Prediction) throws {
    var job = try job(plan(3), kind, guide: Recast(model.widened(by: 0.5), as: .noise))
    job.grid.steps.removeLast(3)
    let x = Sampler(job).state, s = job.grid.steps[0].from, t = job.grid.steps[0].to
    let strong = data(model, x, s), weak = data(model.widened(by: 0.5), x, s)
    let right = x.indices.map { i in
      let D = weak[i] + 3 * (strong[i] - weak[i])
      return t.alpha * D + t.sigma * (x[i] - s.alpha * D) / s.sigma
    }
    let found = try end(of: job)
    #expect(zip(found, right).allSatisfy { abs($0 - $1) < 1e-10 }, "\(found), \(right)")
  }

  @Test func aScaleOfOneIsTheModelItself() throws {
    var plain = plan(1)
    plain.guidance = Choice("none")
    #expect(try end(of: job(plan(1))) == end(of: plain.job(model: model, with: kernels)))
  }

  @Test func splitsChangeNoBitAndEveryStepAsksTwice() throws {
    let whole = try job(plan(2, solver: "dpm++2m"))
    var parts: [Double] = []
    for range in [0..<2, 2..<5] {
      var part = whole
      part.firstSample = range.lowerBound
      part.classes = Array(whole.classes[range])
      parts += try end(of: part)
    }
    #expect(try end(of: whole) == parts)
    #expect(whole.evaluationsPerStep() == [2, 2, 2, 2])
    var sampler = Sampler(whole), count = 0
    while let record = try sampler.next() {
      #expect(record.guidanceStrength ?? 0 > 0)
      count = record.evaluations
    }
    #expect(count == 8)
  }

  /// The flow of the guided field is the path that short steps come near to.
  @Test func shortStepsFollowTheExactPath() throws {
    let job = try job(plan(2, solver: "heun", steps: 200))
    let path = try ExactPath.solve(job, from: Sampler(job).state) { false }
    #expect(rootMeanSquareDistance(try end(of: job), path[path.count - 1]) < 2e-3)
    #expect(
      ExactPath.obstacle(try self.job(plan(2), guide: Opaque(model.widened(by: 0.5)))) == .notExact)
  }

  @Test func unfitGuidesAreRefused() throws {
    let name = "autoguidance"
    #expect(throws: SamplingError.guidanceNeedsGuide(guidance: name)) {
      try plan(2).job(model: model, with: kernels)
    }
    let line = GaussianMixture(components: [.init(weight: 1, mean: [0], deviation: 1)])
    #expect(
      throws: SamplingError.guideDiffers(
        guide: "weak", line.shape, model: "digits", model.shape)
    ) { try job(plan(2), guide: line) }
    let ring = GaussianMixture.ring8()
    #expect(throws: SamplingError.guideHasOtherClasses(guide: "weak", model: "digits")) {
      try job(plan(2), guide: ring)
    }
    var whole = plan(2)
    whole.classes = .any
    #expect(try job(whole, guide: ring).companions.models.count == 1)
  }

  /// Noise added to the data is a wider mixture, for a model that is asked as it is.
  @Test func aBlurIsAWiderMixture() {
    let x = [0.3, -0.7, 1.9, 0.2, -2.5, 0.4]
    for prediction in [Prediction.data, .velocity] {
      let blurred = Recast(model, as: prediction).blurred(by: 0.4)
      for level in [
        NoiseLevel(t: 0, alpha: 1, sigma: 0), NoiseLevel(t: 1, alpha: 0.8, sigma: 0.6),
        NoiseLevel(sigma: 30), NoiseLevel(t: 1, alpha: 0, sigma: 1),
      ] {
        let a = data(blurred, x, level), b = data(model.widened(by: 0.4), x, level)
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }, "\(level): \(a), \(b)")
      }
    }
    #expect(model.blurred(by: 0.4).exact != nil && Opaque(model).blurred(by: 0.4).exact == nil)
  }
}

/// A model of which nothing is known, in single precision, as a network is.
final class Opaque: Denoiser {
  private let base: any Denoiser

  init(_ base: any Denoiser) { self.base = base }

  var shape: SampleShape { base.shape }
  var prediction: Prediction { base.prediction }
  var classNames: [String] { base.classNames }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
    let values = output.mutableValues
    for i in values.indices { values[i] = Double(Float(values[i])) }
  }
}
