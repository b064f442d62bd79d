import Glibc
import Quickstep
import Tensors
import Testing

/// Every path is followed or given up within a budget.
@Suite struct PathBudgetTests {
  @Test func count() throws {
    for model in [GaussianMixture.ring8(), .grid25(), .moons(), .spiral(), .ring()] {
      for schedule in ["edm", "linear", "flow", "cosine"] {
        for scale in [-20, -5, -1.0, 0, 1, 2, 4, 7.5, 15, 40, 100] where scale == 1 || !model.classNames.isEmpty {
          let counted = Counted(model)
          var plan = Plan(schedule: Choice(schedule), grid: Choice(schedule == "edm" ? "karras" : "trailing"), classes: scale == 1 ? .any : .each, batch: 16)
          if scale != 1 { plan.guidance = Choice("cfg", ["scale": .real(scale)]) }
          let job = try plan.job(model: counted, with: kernels)
          var result = "ok"
          let t = monotonic()
          do { _ = try ExactPath.solve(job, from: Sampler(job).state, budget: 200_000) { false } } catch { result = "\(error)" }
          print("COUNT", model.classNames.count, model.components.count, schedule, scale, counted.count, String(format2(monotonic() - t)), result)
        }
      }
    }
  }
}
func format2(_ x: Double) -> String { "\(Double(Int(x * 100)) / 100)" }
func monotonic() -> Double { var t = timespec(); clock_gettime(CLOCK_MONOTONIC, &t); return Double(t.tv_sec) + Double(t.tv_nsec) * 1e-9 }

/// Counts the calls of a model.
final class Counted: ExactModel {
  private let base: any ExactModel
  nonisolated(unsafe) private(set) var count = 0

  init(_ base: any ExactModel) { self.base = base }

  var shape: SampleShape { base.shape }
  var prediction: Prediction { base.prediction }
  var classNames: [String] { base.classNames }
  var pathTolerance: Double { base.pathTolerance }
  var pathBudget: Int { base.pathBudget }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    count += 1
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
  }

  func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    base.trueSamples(classes: classes, seed: seed, with: kernels)
  }
}
