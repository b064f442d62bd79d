import Glibc
import Synchronization
import Tensors
import Testing

@Suite struct ThreadPoolTests {
  @Test(arguments: [1, 2, 4], [0, 1, 2, 3, 1000])
  func everyIterationRunsOnce(threads: Int, count: Int) {
    let pool = ThreadPool(threads: threads)
    let calls = Calls(count)
    for _ in 0..<20 { pool.parallelFor(count) { calls.note($0) } }
    #expect(calls.all == Array(repeating: 20, count: count))
  }

  @Test func loopsInsideLoopsRunInline() {
    let pool = ThreadPool(threads: 3)
    let calls = Calls(100)
    pool.parallelFor(10) { outer in
      pool.parallelFor(10) { calls.note(10 * outer + $0) }
    }
    #expect(calls.all == Array(repeating: 1, count: 100))
  }

  @Test func severalCallersShareAPool() async {
    let pool = ThreadPool(threads: 2)
    let calls = (0..<8).map { _ in Calls(64) }
    await withTaskGroup(of: Void.self) { group in
      for own in calls {
        group.addTask {
          for _ in 0..<100 { pool.parallelFor(64) { own.note($0) } }
        }
      }
    }
    #expect(calls.allSatisfy { $0.all == Array(repeating: 100, count: 64) })
  }

  @Test func poolsComeAndGo() {
    for threads in 1...50 {
      let pool = ThreadPool(threads: threads % 5 + 1)
      let calls = Calls(7)
      pool.parallelFor(7) { calls.note($0) }
      #expect(calls.all == Array(repeating: 1, count: 7))
    }
  }

  @Test func workersLeaveTerminalSignalsToOthers() {
    let pool = ThreadPool(threads: 2)
    let caller = pthread_self()
    let signals = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT]
    let blockedSignals = Calls(signals.count)
    // The barrier keeps the caller from taking both iterations.
    let arrived = Atomic(0)
    pool.parallelFor(2) { _ in
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 2 { sched_yield() }
      guard pthread_equal(pthread_self(), caller) == 0 else { return }
      var blocked = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &blocked)
      for (place, signal) in signals.enumerated() where sigismember(&blocked, signal) == 1 {
        blockedSignals.note(place)
      }
    }
    #expect(blockedSignals.all == Array(repeating: 1, count: signals.count))
  }
}

/// Counts calls per index without any lock: that is safe only if the pool orders the calls, which
/// the thread sanitizer checks.
private final class Calls: @unchecked Sendable {
  private let counts: UnsafeMutableBufferPointer<Int>

  init(_ count: Int) {
    counts = .allocate(capacity: count)
    counts.initialize(repeating: 0)
  }

  deinit { counts.deallocate() }

  func note(_ index: Int) { counts[index] += 1 }

  var all: [Int] { withExtendedLifetime(self) { Array(counts) } }
}
