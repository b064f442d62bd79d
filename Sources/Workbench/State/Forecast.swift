import Quickstep
import Runs
import Tensors

/// What can be said of a plan before it runs. It is found out when it is first asked for, so that
/// plans that nobody looks at cost nothing.
public struct Forecast: Sendable {
  private struct Findings: Sendable {
    var evaluationsPerStep: [Int]?
    var problem: String?
    var outline: RunOutline
  }

  /// Apart, because lists ask for the levels at every key.
  private let grid: Lazily<[NoiseLevel]?>
  private let findings: Lazily<Findings>

  /// Whether anybody has asked for more than levels.
  package var isKnown: Bool { findings.isKnown }

  /// The noise levels; `nil` where the plan has a problem.
  public var levels: [NoiseLevel]? { grid.value }
  /// How often the model will be called in each step.
  public var evaluationsPerStep: [Int]? { findings.value.evaluationsPerStep }
  /// Why the plan cannot run.
  public var problem: String? { findings.value.problem }
  /// What the run will tell.
  public var outline: RunOutline { findings.value.outline }

  public var evaluations: Int? { evaluationsPerStep.map { $0.reduce(0, +) } }

  /// - Parameter item: what is known of the plan's model.
  init(_ plan: Plan, _ item: ModelItem) {
    let grid = Lazily { try? plan.makeGrid(item.sampler).grid.levels }
    self.grid = grid
    findings = Lazily { Self.foresee(plan, item, levels: grid.value ?? []) }
  }

  private static func foresee(
    _ plan: Plan, _ item: ModelItem, levels: [NoiseLevel]
  ) -> Findings {
    var costs: [Int]?
    var problem: String?
    var pathObstacle = item.pathObstacle
    do {
      let model = UnloadedModel(
        classNames: item.classNames ?? names(for: plan), sampler: item.sampler)
      let job = try plan.job(model: model, with: Kernels(pool: ThreadPool(threads: 1)))
      costs = job.evaluationsPerStep()
      if job.drawsNoise { pathObstacle = pathObstacle ?? .drawsNoise }
    } catch {
      problem = PrintableText("\(error)").text
    }
    return Findings(
      evaluationsPerStep: costs, problem: problem,
      outline: RunOutline(
        plan, levels: levels, evaluations: costs?.reduce(0, +), pathObstacle: pathObstacle))
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
