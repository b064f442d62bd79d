import Quickstep
import Tensors
import Testing

/// From (1, 0.5) over six steps, quadratic in t, on eight modes of radius 2, s = 0.15: numbers that
/// were computed elsewhere.
@Suite struct KnownPointTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func job() throws -> SamplingJob {
    let plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice("quadratic", ["end": .word("min")]),
      solver: Choice("euler"), steps: 6, batch: 1)
    var job = try plan.job(model: GaussianMixture.ring8(), with: kernels)
    job.noise = .given(start: [1, 0.5], steps: [])
    job.startScale = 1
    return job
  }

  @Test func levelsAreTheRecordedOnes() throws {
    let t = [
      1, 0.7032563268, 0.4586101229, 0.2660613883, 0.1256101229, 0.0372563268, 0.001,
    ]
    let lambda = [
      -5.02497841, -2.49223584, -1.00660774, -0.03711745, 0.84431377, 2.01734289, 4.55771493,
    ]
    let levels = try job().grid.levels
    #expect(levels.count == 7)
    for (level, (t, lambda)) in zip(levels, zip(t, lambda)) {
      #expect(abs(level.t - t) < 1e-10 && abs(level.lambda - lambda) < 1e-8)
    }
  }

  @Test(arguments: [
    (1, Prediction.data, [0.0132912272, 0.0066456136]),
    (1, .noise, [0.9999342472, 0.4999671236]),
    (0.3, .data, [1.3292127751, 0.6648608182]),
  ]) func predictionsAreTheRecordedOnes(t: Double, kind: Prediction, expected: [Double]) throws {
    let output = AlignedBuffer(count: 2)
    Recast(GaussianMixture.ring8(), as: kind).evaluate(
      AlignedBuffer([1, 0.5]), at: try job().schedule.level(t: t), classes: [anyClass],
      into: output, with: kernels)
    #expect(zip(output.copy(), expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(output.copy())")
  }

  @Test func theFlowEndsWhereItIsRecorded() throws {
    let job = try job()
    let end = try ExactPath.end(of: job, from: Sampler(job).state)
    #expect(
      zip(end, [1.5284957589, 1.2505116158]).allSatisfy { abs($0 - $1) < 1e-8 }, "\(end)")
  }
}
