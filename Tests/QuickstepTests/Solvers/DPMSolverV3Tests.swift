import Glibc
import Quickstep
import Tensors
import Testing

/// DPM-Solver-v3 with statistics measured on the model itself, on eight modes of radius 1, s = 0.25.
@Suite struct DPMSolverV3Tests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))
  private let model = GaussianMixture(
    components: (0..<8).map { k in
      let angle = Double(k) * .pi / 4
      return GaussianMixture.Component(
        weight: 1.0 / 8, mean: [cos(angle), sin(angle)], deviation: 0.25)
    })

  private func end(_ solver: Choice, steps: Int) throws -> (end: [Double], error: Double) {
    let plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-lambda", ["end": .word("min")]),
      solver: solver, steps: steps, batch: 512)
    let job = try plan.job(model: model, with: kernels)
    var sampler = Sampler(job)
    let path = try ExactPath.solve(job, from: sampler.state) { false }
    while try sampler.next() != nil {}
    return (sampler.state, rootMeanSquareDistance(sampler.state, path[path.count - 1]))
  }

  @Test(arguments: [5, 8, 10]) func itErrsFarLessThanDataPrediction(steps: Int) throws {
    let learned = try end(Choice("dpm-v3"), steps: steps).error
    let plain = try end(Choice("dpm++2m"), steps: steps).error
    #expect(learned < 0.6 * plain, "\(learned), \(plain)")
  }

  /// With the coefficients of data or of noise prediction the first order is DDIM.
  @Test(arguments: ["data", "noise"]) func plainCoefficientsGiveDDIM(parametrisation: String) throws
  {
    let v3 = try end(
      Choice(
        "dpm-v3",
        [
          "parametrisation": .word(parametrisation), "order": .integer(1),
          "corrector": .word("none"),
        ]), steps: 10)
    let ddim = try end(Choice("euler"), steps: 10)
    #expect(rootMeanSquareDistance(v3.end, ddim.end) < 1e-10)
  }
}
