import Glibc
import Tensors

/// Keeps evaluations that several runs ask for: the first computes one, those that come meanwhile wait,
/// later ones copy it, and the last one takes it away.
///
///     let plan = WorkShelf.Plan(recipes)   // says the saving
///     let shelf = WorkShelf(plan)
///     equipment.seat = shelf.seat(recipes[index])
///
/// Numbers are those that the run would have computed itself, bit for bit.
public final class WorkShelf: @unchecked Sendable {
  // `entries` and `counts` change only under `lock`.

  /// How many evaluations were made.
  public struct Counts: Hashable, Sendable {
    public internal(set) var computed = 0, copied = 0

    public init() {}
  }

  private enum Work {
    case missing, underWay
    case here([AlignedBuffer])
  }

  private struct Entry {
    var usesLeft: Int
    var work = Work.missing
  }

  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var entries: [Digest: Entry]
  private var made = Counts()

  public init(_ plan: Plan) {
    entries = plan.wanted.mapValues { Entry(usesLeft: $0) }
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// So far.
  public var counts: Counts { locked { made } }

  /// Evaluations that are kept now.
  var keptCount: Int {
    locked { entries.values.count { if case .here = $0.work { true } else { false } } }
  }

  /// A place at the shelf for one run.
  /// - Parameter recipe: one of the plan's that is no twin; what it leaves unused is given up when the
  ///   seat goes.
  public func seat(_ recipe: Recipe?) -> Seat {
    var uses: [Digest: Int] = [:]
    locked {
      for digest in recipe?.evaluations ?? [] where entries[digest] != nil {
        uses[digest, default: 0] += 1
      }
    }
    return Seat(self, uses)
  }

  /// Computes what is asked for or waits for whoever computes it, and copies it.
  func fill(
    _ outputs: [UnsafeMutableBufferPointer<Double>], with digest: Digest,
    isCancelled: () -> Bool, _ compute: () -> Void
  ) {
    pthread_mutex_lock(lock)
    while true {
      switch entries[digest]?.work {
      case .here(let numbers):
        made.copied += 1
        use(digest)
        pthread_mutex_unlock(lock)
        for (output, kept) in zip(outputs, numbers) {
          withExtendedLifetime(kept) { _ = output.update(fromContentsOf: kept.values) }
        }
        return
      case .underWay:
        guard !isCancelled() else {
          use(digest)
          pthread_mutex_unlock(lock)
          return
        }
        wait()
      case .missing, nil:
        entries[digest]?.work = .underWay
        let isWanted = (entries[digest]?.usesLeft ?? 0) > 1
        pthread_mutex_unlock(lock)
        compute()
        let isWhole = !isCancelled()
        let numbers = isWhole && isWanted ? outputs.map { AlignedBuffer($0) } : []
        pthread_mutex_lock(lock)
        entries[digest]?.work = isWhole ? .here(numbers) : .missing
        if isWhole { made.computed += 1 }
        use(digest)
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(lock)
        return
      }
    }
  }

  /// Counts an evaluation that nobody else wants.
  func countComputed() { locked { made.computed += 1 } }

  /// Nobody comes for these any more.
  func giveUp(_ uses: [Digest: Int]) {
    locked { for (digest, count) in uses { use(digest, count) } }
  }

  private func use(_ digest: Digest, _ count: Int = 1) {
    entries[digest]?.usesLeft -= count
    if let left = entries[digest]?.usesLeft, left <= 0 { entries[digest] = nil }
  }

  /// For a change, but no longer than somebody who cancels has patience.
  private func wait() {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    deadline.tv_nsec += 20_000_000
    if deadline.tv_nsec >= 1_000_000_000 {
      deadline.tv_nsec -= 1_000_000_000
      deadline.tv_sec += 1
    }
    pthread_cond_timedwait(changed, lock, &deadline)
  }

  private func locked<Result>(_ work: () -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return work()
  }
}
