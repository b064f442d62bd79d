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
    let calls = Calls(64)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<100 { pool.parallelFor(64) { calls.note($0) } }
        }
      }
    }
    #expect(calls.all == Array(repeating: 800, count: 64))
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
    let seen = Mutex<[Bool]>([])
    // The barrier keeps the caller from taking both iterations.
    let arrived = Atomic(0)
    pool.parallelFor(2) { _ in
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 2 { sched_yield() }
      guard pthread_equal(pthread_self(), caller) == 0 else { return }
      var blocked = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &blocked)
      let signals = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT]
      let states = signals.map { sigismember(&blocked, $0) == 1 }
      seen.withLock { $0 = states }
    }
    #expect(seen.withLock { $0 } == Array(repeating: true, count: 6))
  }
}

/// Counts calls per index, from any thread.
private final class Calls: Sendable {
  private let counts: Mutex<[Int]>

  init(_ count: Int) { counts = Mutex(Array(repeating: 0, count: count)) }

  func note(_ index: Int) { counts.withLock { $0[index] += 1 } }

  var all: [Int] { counts.withLock { $0 } }
}
