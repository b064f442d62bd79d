import Experiments
import Quickstep
import Synchronization

/// Measures states of a run against the exact path from the same start, which is solved when it is
/// first asked for.
final class PathMeasure: Sendable {
  private let plan: Plan
  private let job: SamplingJob
  private let cache: PathCache
  private let path = Mutex<Result<[[Double]], any Error>?>(nil)

  init(_ plan: Plan, _ job: SamplingJob, _ cache: PathCache) {
    self.plan = plan
    self.job = job
    self.cache = cache
  }

  /// The error of every state.
  /// - Parameter states: the first samples at the start and after each step.
  /// - Throws: `PathError`.
  func errors(_ states: [[Double]], _ isCancelled: @escaping @Sendable () -> Bool) throws
    -> [Double?]
  {
    let path = try path.withLock { path in
      let found = path ?? Result { try solve(states[0], isCancelled) }
      path = found
      return try found.get()
    }
    return states.indices.map { index in
      index < path.count ? rootMeanSquareDistance(states[index], path[index]) : nil
    }
  }

  private func solve(
    _ start: [Double], _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [[Double]] {
    if let obstacle = ExactPath.obstacle(job) { throw obstacle }
    return try cache.path(plan) {
      var job = job
      job.classes = Array(job.classes.prefix(start.count / job.model.shape.count))
      return try ExactPath.solve(job, from: start, shouldStop: isCancelled)
    }
  }
}
