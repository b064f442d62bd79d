import CKernels
import Glibc
import Synchronization

/// Where the threads of a pool meet: the caller lays out a loop, workers join it, and everybody
/// claims iterations until none is left.
///
/// `loop`, `joined`, `round` and `isOpen` change only under `lock`. A worker joins under the lock, and
/// the caller removes the loop under the lock before it waits for those who joined; so nobody
/// can touch a loop that has been taken away.
///
/// Loops come in quick succession, and to fall asleep and be woken takes longer than many of them:
/// so both sides first watch for a moment, without the lock, and then sleep.
final class LoopDesk: @unchecked Sendable {
  private struct Loop {
    let count: Int
    let body: @Sendable (Int) -> Void
  }

  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let loopArrived: UnsafeMutablePointer<pthread_cond_t>
  private let allLeft: UnsafeMutablePointer<pthread_cond_t>

  private let niceness: Int32
  private var loop: Loop?
  private let joined = Atomic(0)
  private var isOpen = true

  private let isReserved = Atomic(false)
  private let next = Atomic(0)
  /// The number of loops laid out so far.
  private let round = Atomic(0)

  /// Nanoseconds for which somebody watches: what a sleeper takes to wake up.
  private static let patience = 50_000

  init(niceness: Int32) {
    self.niceness = niceness
    lock = .allocate(capacity: 1)
    loopArrived = .allocate(capacity: 1)
    allLeft = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(loopArrived, nil)
    pthread_cond_init(allLeft, nil)
  }

  deinit {
    pthread_cond_destroy(allLeft)
    pthread_cond_destroy(loopArrived)
    pthread_mutex_destroy(lock)
    allLeft.deallocate()
    loopArrived.deallocate()
    lock.deallocate()
  }

  /// Takes the desk for one caller; false if somebody has it.
  func reserve() -> Bool {
    isReserved.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }

  func release() {
    isReserved.store(false, ordering: .releasing)
  }

  /// Lays out a loop, works on it, and returns when all its iterations are done.
  func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let laidOut = Loop(count: count, body: body)
    pthread_mutex_lock(lock)
    loop = laidOut
    next.store(0, ordering: .relaxed)
    round.add(1, ordering: .releasing)
    pthread_cond_broadcast(loopArrived)
    pthread_mutex_unlock(lock)

    claimIterations(of: laidOut)

    pthread_mutex_lock(lock)
    loop = nil
    pthread_mutex_unlock(lock)
    watch { joined.load(ordering: .acquiring) == 0 }
    pthread_mutex_lock(lock)
    while joined.load(ordering: .relaxed) > 0 { pthread_cond_wait(allLeft, lock) }
    pthread_mutex_unlock(lock)
  }

  /// The life of a worker: ends when the desk closes.
  func work() {
    setThreadNiceness(niceness)
    var seen = 0
    while helpOnce(after: &seen) { leave() }
  }

  /// Makes every worker return.
  func close() {
    pthread_mutex_lock(lock)
    isOpen = false
    pthread_cond_broadcast(loopArrived)
    pthread_mutex_unlock(lock)
  }

  /// Joins the next loop and works on it; false when the desk is closed.
  ///
  /// A function of its own, because the reference to the caller's closure must be gone before
  /// this worker leaves: the closure lives on the caller's stack.
  @inline(never)
  private func helpOnce(after seen: inout Int) -> Bool {
    guard let loop = join(after: &seen) else { return false }
    claimIterations(of: loop)
    return true
  }

  private func claimIterations(of loop: Loop) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < loop.count else { return }
      loop.body(index)
    }
  }

  /// Waits for a loop that this worker has not seen; nil when the desk is closed.
  private func join(after seen: inout Int) -> Loop? {
    watch { round.load(ordering: .relaxed) != seen }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while isOpen {
      let current = round.load(ordering: .relaxed)
      if current != seen, let loop {
        seen = current
        joined.add(1, ordering: .relaxed)
        return loop
      }
      pthread_cond_wait(loopArrived, lock)
    }
    return nil
  }

  private func leave() {
    pthread_mutex_lock(lock)
    let left = joined.subtract(1, ordering: .releasing).newValue
    if left == 0 { pthread_cond_signal(allLeft) }
    pthread_mutex_unlock(lock)
  }

  /// Waits without sleeping until something holds, or for a moment.
  private func watch(for condition: () -> Bool) {
    let end = nanoseconds() + Self.patience
    while nanoseconds() < end {
      for _ in 0..<16 {
        if condition() { return }
        ck_spin_hint()
      }
    }
  }
}

private func nanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
