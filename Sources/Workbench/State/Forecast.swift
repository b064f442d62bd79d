import Quickstep
import Runs
import Tensors

/// What can be said of a plan before it runs.
public struct Forecast: Sendable {
  /// The noise levels; `nil` where the plan has a problem.
  public let levels: [NoiseLevel]?
  /// How often the model will be called in each step.
  public let evaluationsPerStep: [Int]?
  /// Why the plan cannot run.
  public let problem: String?
  /// What the run will tell.
  public let outline: RunOutline

  public var evaluations: Int? { evaluationsPerStep.map { $0.reduce(0, +) } }

  /// - Parameter item: what is known of the plan's model.
  init(_ plan: Plan, _ item: ModelItem) {
    var levels: [NoiseLevel]?
    var pathObstacle = item.pathObstacle
    do {
      levels = try plan.makeGrid(item.sampler).grid.levels
      let model = UnloadedModel(
        classNames: item.classNames ?? Self.names(for: plan), sampler: item.sampler)
      let job = try plan.job(model: model, with: Kernels(pool: ThreadPool(threads: 1)))
      evaluationsPerStep = job.evaluationsPerStep()
      if job.drawsNoise { pathObstacle = pathObstacle ?? .drawsNoise }
      problem = nil
    } catch {
      evaluationsPerStep = nil
      problem = PrintableText("\(error)").text
    }
    self.levels = levels
    outline = RunOutline(
      plan, levels: levels ?? [], evaluations: evaluationsPerStep?.reduce(0, +),
      pathObstacle: pathObstacle)
  }

  /// Without knowledge of the model, whatever class the plan asks for is taken to exist.
  private static func names(for plan: Plan) -> [String] {
    switch plan.classes {
    case .any: []
    case .each: ["any"]
    case .one(let name): [name]
    }
  }

  /// The most calls in one step, and what most steps cost: `1`, `1-2`, `-` where unknown.
  public var evaluationsText: String {
    guard let low = evaluationsPerStep?.min(), let high = evaluationsPerStep?.max() else {
      return "-"
    }
    return low == high ? "\(low)" : "\(low)-\(high)"
  }
}

/// Stands in for a model when only the number of its calls is asked for.
private final class UnloadedModel: Denoiser {
  let shape = SampleShape.point(dimensions: 1)
  let prediction = Prediction.data
  let classNames: [String]
  let sampler: CheckpointSampler?
  /// Not known before the model is loaded.
  var learnsVariance: Bool { true }

  init(classNames: [String], sampler: CheckpointSampler?) {
    self.classNames = classNames
    self.sampler = sampler
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    preconditionFailure("a dry run does not evaluate")
  }
}
