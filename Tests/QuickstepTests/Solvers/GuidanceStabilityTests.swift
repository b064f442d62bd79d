import Files
import Quickstep
import Tensors
import Testing

/// What strong guidance does to solvers that extrapolate: on handwritten digits of 7 x 7 points, each
/// blurred by 0.15, towards one class with eight times the difference. In two dimensions it does not
/// show.
@Suite struct GuidanceStabilityTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// With twelve evaluations. The maximum of a batch is one sample's, so that the middle one of
  /// three batches counts.
  @Test func dataPredictionStaysWhereNoisePredictionFliesOff() throws {
    let model = try blurredDigits()
    var ratios: [String: [Double]] = [:]
    for seed in 1...3 {
      func largest(_ solver: String, _ steps: Int) throws -> Double {
        var plan = Plan(
          schedule: Choice("vp-linear"), grid: Choice("uniform-lambda", ["end": .word("min")]),
          solver: try solvers.choice(solver), guidance: Choice("cfg", ["scale": .real(8)]),
          steps: steps, seed: UInt64(seed), batch: 40)
        plan.classes = .each
        var sampler = Sampler(try plan.job(model: model, with: kernels))
        while try sampler.next() != nil {}
        return sampler.state.map(abs).max() ?? 0
      }
      let reference = try largest("dpm++2m", 300)
      for solver in ["dpm++2m", second, third] {
        ratios[solver, default: []].append(try largest(solver, 12) / reference)
      }
    }
    func median(_ solver: String) -> Double { ratios[solver]?.sorted()[1] ?? .nan }
    #expect(median("dpm++2m") <= 1.25, "\(ratios)")
    #expect(median(second) >= 3, "\(ratios)")
    #expect(median(third) >= 3, "\(ratios)")
  }

  private let second = "dpm-singlestep:order=2,prediction=noise,final=keep"
  private let third = "dpm-singlestep:order=3,prediction=noise,final=keep"

  /// A mode for each of the first 200 bundled digits.
  private func blurredDigits() throws -> GaussianMixture {
    let digits = try ImageSet.bundledDigits()
    let labels = try #require(digits.labels)
    let side = 7, block = digits.width / side, count = 200
    return GaussianMixture(
      components: (0..<count).map { image in
        var mean = Array(repeating: -1.0, count: side * side)
        for row in 0..<digits.height {
          for column in 0..<digits.width {
            let pixel = digits.pixels[(image * digits.height + row) * digits.width + column]
            mean[row / block * side + column / block] +=
              Double(pixel) / 255 * 2 / Double(block * block)
          }
        }
        return GaussianMixture.Component(
          weight: 1 / Double(count), mean: mean, deviation: 0.15, classIndex: labels[image])
      }, classNames: digits.classNames)
  }
}
