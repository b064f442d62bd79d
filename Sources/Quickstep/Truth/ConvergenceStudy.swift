import Glibc
import Tensors

/// How fast a solver's error falls as steps are added, measured against the exact path.
public struct ConvergenceStudy: Sendable {
  public struct Row: Sendable {
    public let steps: Int
    public let evaluations: Int
    /// Root mean square distance to the exact end state.
    public let error: Double
    /// log2 of the error at half the steps over this error; `nil` in the first row.
    public let order: Double?
  }

  public let rows: [Row]

  /// Runs `plan` at the step counts, each twice the one before.
  /// - Parameter solver: in place of the plan's.
  /// - Throws: `SamplingError`, `DeclarationError`, or what `ExactPath` throws.
  public init(
    _ plan: Plan, model: any Denoiser, solver: (any Solver)? = nil,
    stepCounts: [Int] = [20, 40, 80, 160, 320], with kernels: Kernels
  ) throws {
    var rows: [Row] = []
    var exact: [Double]?
    for steps in stepCounts {
      var plan = plan
      plan.steps = steps
      var job = try plan.job(model: model, with: kernels)
      if let solver { job.solver = solver }
      guard job.grid.steps.count == steps else {
        throw SamplingError.fixedSteps(grid: plan.grid.name, steps: job.grid.steps.count)
      }
      var sampler = Sampler(job)
      // The grids of one plan have the same ends, and so has the exact path.
      let end = try exact ?? ExactPath.end(of: job, from: sampler.state)
      exact = end
      var evaluations = 0
      while let record = try sampler.next() { evaluations = record.evaluations }
      let error = rootMeanSquareDistance(sampler.state, end)
      rows.append(
        Row(
          steps: steps, evaluations: evaluations, error: error,
          order: rows.last.map { log2($0.error / error) }))
    }
    self.rows = rows
  }

  /// The order over the last two doublings whose errors are above rounding: the exact end is known
  /// to about ten digits. `nil` where there are none.
  public var observedOrder: Double? {
    let orders = rows.filter { $0.error > 1e-9 }.compactMap(\.order).suffix(2)
    return orders.isEmpty ? nil : orders.reduce(0, +) / Double(orders.count)
  }
}
