import Quickstep
import Tensors
import Testing

/// Ancestral sampling with variances that a network has learned.
@Suite struct LearnedVarianceTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func end(_ variance: String, numbers: Double) throws -> [Double] {
    let plan = Plan(
      schedule: Choice("linear"), grid: Choice("trailing"),
      solver: Choice("ddpm", ["variance": .word(variance)]), steps: 5, batch: 3)
    return try end(of: plan.job(model: LearnedModel(numbers), with: kernels))
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  /// Numbers of -1 and 1 stand for the two variances between which a learned one lies.
  @Test(arguments: [("small", -1.0), ("large", 1.0)])
  func theRangeEndsAtTheFixedVariances(fixed: String, number: Double) throws {
    let learned = try end("learned-range", numbers: number)
    for (a, b) in zip(learned, try end(fixed, numbers: 0)) { #expect(abs(a - b) < 1e-12) }
  }

  /// A variance of 0 adds nothing: the run is that of the posterior's mean.
  @Test func theNumberItselfIsAVariance() throws {
    let quiet = try end("learned", numbers: 0)
    #expect(try end("learned", numbers: -1) == quiet)
    #expect(try end("learned", numbers: 0.01) != quiet)
  }

  @Test func aModelWithoutThemIsRefused() {
    let plan = Plan(solver: Choice("ddpm", ["variance": .word("learned")]), batch: 3)
    #expect(throws: SamplingError.noVariance(model: "digits")) {
      try plan.job(model: gentleMixture, with: kernels)
    }
  }
}

/// Predicts no noise at all, and one number for every variance.
private final class LearnedModel: Denoiser {
  let shape = SampleShape.point(dimensions: 2)
  let prediction = Prediction.noise
  let classNames: [String] = []
  let learnsVariance = true
  private let number: Double

  init(_ number: Double) { self.number = number }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    output.mutableValues.update(repeating: 0)
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    variance: AlignedBuffer, with kernels: Kernels
  ) {
    output.mutableValues.update(repeating: 0)
    variance.mutableValues.update(repeating: number)
  }
}
