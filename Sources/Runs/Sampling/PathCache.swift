import Quickstep
import Synchronization

/// The exact paths of the last few plans. Plans that differ in solver and clipping alone share a
/// path.
final class PathCache: Sendable {
  private static let capacity = 8
  private let known = Mutex([(plan: Plan, path: [[Double]])]())

  func path(_ plan: Plan, solve: () throws -> [[Double]]) rethrows -> [[Double]] {
    var key = plan
    let standard = Plan()
    key.solver = standard.solver
    key.clip = standard.clip
    if let found = known.withLock({ known in known.first { $0.plan == key }?.path }) {
      return found
    }
    let path = try solve()
    known.withLock { known in
      known.insert((key, path), at: 0)
      if known.count > Self.capacity { known.removeLast() }
    }
    return path
  }
}
