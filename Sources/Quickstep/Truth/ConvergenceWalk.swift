import Glibc
import Tensors

/// A convergence study under way, one number of steps after the other.
public struct ConvergenceWalk {
  public private(set) var rows: [ConvergenceStudy.Row] = []
  private let plan: Plan
  private let model: any Denoiser
  private let solver: (any Solver)?
  private let stepCounts: [Int]
  private let kernels: Kernels
  private let shouldStop: () -> Bool
  private var exact: [Double]?

  /// - Parameters:
  ///   - solver: in place of the plan's.
  ///   - stepCounts: from few to many.
  ///   - shouldStop: asked between steps.
  public init(
    _ plan: Plan, model: any Denoiser, solver: (any Solver)? = nil, stepCounts: [Int],
    with kernels: Kernels, shouldStop: @escaping () -> Bool = { false }
  ) {
    self.plan = plan
    self.model = model
    self.solver = solver
    self.stepCounts = stepCounts
    self.kernels = kernels
    self.shouldStop = shouldStop
  }

  /// Runs the plan with the next number of steps; `nil` after the last.
  /// - Throws: `SamplingError`, `DeclarationError`, `CancellationError`, or what `ExactPath` throws.
  public mutating func next() throws -> ConvergenceStudy.Row? {
    guard rows.count < stepCounts.count else { return nil }
    let steps = stepCounts[rows.count]
    var plan = plan
    plan.steps = steps
    var job = try plan.job(model: model, with: kernels)
    if let solver { job.solver = solver }
    guard job.grid.steps.count == steps else {
      throw SamplingError.fixedSteps(grid: plan.grid.name, steps: job.grid.steps.count)
    }
    var sampler = Sampler(job)
    // The grids of one plan have the same ends, and so has the exact path.
    let end = try exact ?? ExactPath.end(of: job, from: sampler.state, shouldStop: shouldStop)
    exact = end
    var evaluations = 0
    while let record = try sampler.next() {
      if shouldStop() { throw CancellationError() }
      evaluations = record.evaluations
    }
    let error = rootMeanSquareDistance(sampler.state, end)
    let row = ConvergenceStudy.Row(
      steps: steps, evaluations: evaluations, error: error,
      order: rows.last.map { log2($0.error / error) / log2(Double(steps) / Double($0.steps)) })
    rows.append(row)
    return row
  }
}
