import Experiments
import Quickstep
import Synchronization

/// Measures states of a run against the exact path from the same start, which is solved when it is
/// first asked for.
final class PathMeasure: Sendable {
  private let plan: Plan
  private let job: SamplingJob
  private let cache: PathCache
  /// Nil where the levels follow from the run.
  private let grid: Grid?
  private let obstacle: PathError?
  private let path = Mutex<(grid: Grid, states: Result<[[Double]], any Error>)?>(nil)

  init(_ plan: Plan, _ job: SamplingJob, _ foresight: Foresight, _ cache: PathCache) {
    self.plan = plan
    self.job = job
    self.cache = cache
    grid = foresight.isWhole ? job.grid : nil
    obstacle = foresight.pathObstacle
  }

  /// The error of every state.
  /// - Parameters:
  ///   - states: the first samples at the start and after each step.
  ///   - levels: of the states.
  /// - Throws: `PathError`.
  func errors(
    _ states: [[Double]], at levels: [NoiseLevel], _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [Double?] {
    let path = try exactStates(from: states[0], at: levels, isCancelled)
    return states.indices.map { index in
      index < path.count ? rootMeanSquareDistance(states[index], path[index]) : nil
    }
  }

  /// The exact path from a start, at the levels as far as it goes.
  /// - Throws: `PathError`.
  func exactStates(
    from start: [Double], at levels: [NoiseLevel],
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [[Double]] {
    let grid = grid ?? Grid(levels: levels)
    return try path.withLock { path in
      if path?.grid != grid {
        path = (grid, Result { try solve(along: grid, start, isCancelled) })
      }
      return try path?.states.get() ?? []
    }
  }

  /// Where the exact flow leads in each step from where the run stood before it; `nil` for the start
  /// and where that is not known.
  func stepEnds(
    of states: [[Double]], at levels: [NoiseLevel],
    _ isCancelled: @escaping @Sendable () -> Bool
  ) -> [[Double]?] {
    states.indices.map { index in
      guard index > 0, obstacle == nil else { return nil }
      let start = states[index - 1]
      var job = job
      job.grid = Grid(levels: [levels[index - 1], levels[index]])
      job.classes = Array(job.classes.prefix(start.count / job.model.shape.count))
      let path = try? ExactPath.solve(job, from: start, shouldStop: isCancelled)
      return path.flatMap { $0.count == 2 ? $0[1] : nil }
    }
  }

  private func solve(
    along grid: Grid, _ start: [Double], _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [[Double]] {
    if let obstacle { throw obstacle }
    return try cache.path(plan, along: grid) {
      var job = job
      job.grid = grid
      job.classes = Array(job.classes.prefix(start.count / job.model.shape.count))
      guard let origin = self.job.startOrigin, origin.level.rho > grid.levels[0].rho else {
        return try ExactPath.solve(job, from: start, shouldStop: isCancelled)
      }
      // The way that the start has skipped comes first.
      job.grid.steps.insert(Step(from: origin.level, to: grid.levels[0]), at: 0)
      let path = try ExactPath.solve(
        job, from: Array(origin.state.prefix(start.count)), shouldStop: isCancelled)
      return Array(path.dropFirst())
    }
  }
}
