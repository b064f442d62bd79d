import Glibc

/// The exact answer to a run: the probability flow of its guided model from the same start.
///
///     let path = try ExactPath.solve(job, from: sampler.state) { false }
///     let error = rootMeanSquareDistance(state, path[step])
public enum ExactPath {
  /// Why a run has no path to compare with; `nil` when it has.
  public static func obstacle(_ job: SamplingJob) -> PathError? {
    job.foresight().pathObstacle
  }

  /// Solves the flow from `start` through the levels of the job's grid, without clipping.
  ///
  /// All samples share their steps, so that the last digits of one depend on the others.
  /// - Parameters:
  ///   - start: rows of samples at the first level, one for each of the job's classes.
  ///   - tolerance: the error of one step, relative to the largest element and at least to 1;
  ///     `nil` for what suits the model.
  ///   - budget: the most evaluations of the batch; `nil` for what suits the model.
  ///   - shouldStop: asked before every evaluation.
  /// - Throws: `PathError.tooStiff` where the budget does not suffice: a strong pull towards or away
  ///   from a class bends the flow so sharply that only tiny steps follow it.
  /// - Returns: the states at the first level and after each step, as far as the grid's steps fall
  ///   and meet: some published samplers move to one level and go on from another.
  public static func solve(
    _ job: SamplingJob, from start: [Double], tolerance: Double? = nil, budget: Int? = nil,
    shouldStop: @escaping () -> Bool
  ) throws(PathError) -> [[Double]] {
    if let obstacle = obstacle(job) { throw obstacle }
    guard let model = job.model.exact, let first = job.grid.steps.first else { return [start] }
    var integrator = FlowIntegrator(
      job, start: start, level: first.from, tolerance: tolerance ?? model.pathTolerance,
      budget: budget ?? model.pathBudget, shouldStop: shouldStop)
    var states = [start]
    var reached = first.from
    for step in job.grid.steps {
      // A step in vain.
      if step.to == step.from, step.from == reached {
        states.append(states[states.count - 1])
        continue
      }
      guard step.from.alpha == reached.alpha, step.from.sigma == reached.sigma,
        step.to.rho < step.from.rho
      else { break }
      states.append(try state(after: step, &integrator))
      reached = step.to
    }
    return states
  }

  /// The state at the end of the job's grid, whatever lies between its ends.
  /// - Throws: as `solve`.
  public static func end(
    of job: SamplingJob, from start: [Double], shouldStop: @escaping () -> Bool = { false }
  ) throws(PathError) -> [Double] {
    var job = job
    let levels = job.grid.levels
    job.grid = Grid(levels: [levels[0], levels[levels.count - 1]])
    return try solve(job, from: start, shouldStop: shouldStop)[1]
  }

  private static func state(
    after step: Step, _ integrator: inout FlowIntegrator
  ) throws(PathError) -> [Double] {
    let stretches = FlowStretch.between(step.from.rho, step.to.rho)
    for stretch in stretches { try integrator.walk(stretch) }
    guard step.to.sigma == 0, let last = stretches.last else {
      return integrator.state(scale: hypot(step.to.alpha, step.to.sigma))
    }
    return try integrator.data(at: last.coordinate.level(last.to), scale: step.to.alpha)
  }
}

/// The root mean square of the differences of two batches, as far as both reach.
public func rootMeanSquareDistance(_ a: [Double], _ b: [Double]) -> Double {
  let count = min(a.count, b.count)
  var sum = 0.0
  for i in 0..<count { sum += (a[i] - b[i]) * (a[i] - b[i]) }
  return sqrt(sum / Double(max(1, count)))
}
