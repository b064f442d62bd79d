import Quickstep
import Synchronization

/// Measures a run against the exact path from the same start, on a thread of its own that starts
/// when the run first waits or ends.
final class PathErrors: Sendable {
  private enum Progress {
    case untouched, solving
    case known([[Double]])
    case unknown
  }

  private let plan: Plan
  private let job: SamplingJob
  private let gate: RunGate
  private let cache: PathCache
  private let tell: @Sendable (RunEvent) -> Void
  private let state = Mutex((progress: Progress.untouched, states: [[Double]]()))

  init(
    plan: Plan, job: SamplingJob, gate: RunGate, cache: PathCache,
    tell: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.plan = plan
    self.job = job
    self.gate = gate
    self.cache = cache
    self.tell = tell
  }

  /// Tells the errors of the states so far, now or as soon as the path is known.
  /// - Parameter states: the first samples at the start and after each step.
  func update(_ states: [[Double]]) {
    let mustSolve = state.withLock { state in
      state.states = states
      guard case .untouched = state.progress else { return false }
      state.progress = .solving
      return true
    }
    if mustSolve {
      onBackgroundThread { self.solve() }
    } else {
      report()
    }
  }

  private func solve() {
    do {
      if let obstacle = ExactPath.obstacle(job) { throw obstacle }
      let path = try cache.path(plan) {
        var job = job
        let start = state.withLock { $0.states[0] }
        job.classes = Array(job.classes.prefix(start.count / job.model.shape.count))
        return try ExactPath.solve(job, from: start) { self.gate.isCancelled }
      }
      state.withLock { $0.progress = .known(path) }
      report()
    } catch {
      state.withLock { $0.progress = .unknown }
      tell(.unmeasurable(statistic: pathErrorName, reason: "\(error)"))
    }
  }

  private func report() {
    let errors: [Double?]? = state.withLock { state in
      guard case .known(let path) = state.progress else { return nil }
      return state.states.indices.map { index in
        index < path.count ? rootMeanSquareDistance(state.states[index], path[index]) : nil
      }
    }
    if let errors { tell(.measured(statistic: pathErrorName, errors)) }
  }
}
