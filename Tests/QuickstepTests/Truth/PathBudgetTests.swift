import Quickstep
import Tensors
import Testing

/// Every path is followed or given up within a budget.
@Suite struct PathBudgetTests {
  private static let pictures = DataSetModel(
    pixels: (0..<64 * 64).map { UInt8($0 * $0 % 251) }, width: 8, height: 8, channels: 1,
    labels: (0..<64).map { $0 % 2 }, names: ["a", "b"])

  private static let models: [any ExactModel] = [
    GaussianMixture.moons(), GaussianMixture.grid25(), GaussianMixture.spiral(), pictures,
  ]

  /// With guidance that is of any use a path takes less than half of its budget.
  @Test(arguments: models.indices, ["edm", "flow"])
  func usualPathsAreFollowed(index: Int, schedule: String) throws {
    let model = Self.models[index]
    for scale in [1, 2, 7.5] where scale == 1 || !model.classNames.isEmpty {
      let counted = Counted(model)
      let job = try job(counted, schedule, scale)
      let path = try ExactPath.solve(job, from: Sampler(job).state) { false }
      #expect(path.count == job.grid.levels.count)
      // The model is called twice for a guided prediction.
      let calls = scale == 1 ? counted.calls : counted.calls / 2
      #expect(calls <= model.pathBudget / 2, "\(scale)")
    }
  }

  @Test(arguments: models.indices, [-20, -1, 100.0])
  func whatIsTooStiffIsGivenUp(index: Int, scale: Double) throws {
    let model = Self.models[index]
    let counted = Counted(model)
    let job = try job(counted, "edm", model.classNames.isEmpty ? 1 : scale)
    do {
      _ = try ExactPath.solve(job, from: Sampler(job).state, budget: 100) { false }
      Issue.record("100 evaluations followed the path")
    } catch {
      guard case .tooStiff(100, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect("\(error)".hasPrefix("The exact path is too stiff to follow: 100 evaluations"))
    }
    #expect(counted.calls <= 200)
  }

  /// Nothing is evaluated once solving was told to stop.
  @Test func stoppingIsHeardBeforeEveryEvaluation() throws {
    let counted = Counted(GaussianMixture.grid25())
    let job = try job(counted, "edm", -5)
    var asked = 0
    #expect(throws: PathError.stopped) {
      try ExactPath.solve(job, from: Sampler(job).state) {
        asked += 1
        return asked > 50
      }
    }
    #expect(asked == 51 && counted.calls == 100)
  }

  private func job(
    _ model: any Denoiser, _ schedule: String, _ scale: Double
  ) throws -> SamplingJob {
    var plan = Plan(
      schedule: Choice(schedule), grid: Choice(schedule == "edm" ? "karras" : "trailing"))
    if scale != 1 {
      plan.classes = .each
      plan.guidance = Choice("cfg", ["scale": .real(scale)])
    }
    return try plan.job(model: model, with: kernels)
  }
}

/// Counts the calls of a model.
private final class Counted: ExactModel {
  private let base: any ExactModel
  nonisolated(unsafe) private(set) var calls = 0

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
    calls += 1
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
  }

  func meanVariance(ofClass wanted: Int32) -> Double { base.meanVariance(ofClass: wanted) }

  func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    base.trueSamples(classes: classes, seed: seed, with: kernels)
  }
}
