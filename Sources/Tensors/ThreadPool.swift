import Glibc
import Synchronization

/// A few threads that share out loops whose iterations do not depend on each other.
///
/// The caller always takes part, so a pool of one runs everything inline, and a loop never waits
/// for a thread that has not yet begun to help: on a busy machine the pool degrades to the speed
/// of one thread. What an iteration computes must depend on its index alone; then results do not
/// depend on the number of threads.
///
/// Idle workers sleep. They block the signals that concern the terminal and the process, which
/// therefore reach the main thread.
public final class ThreadPool: Sendable {
  /// Threads that work on a loop, the caller included. Fewer than asked for if the system
  /// refused to make more.
  public let threadCount: Int

  private let desk: LoopDesk
  private let workers: [pthread_t]

  /// - Parameter niceness: how much the workers give way to other threads, 0 to 19.
  public init(threads: Int, niceness: Int32 = 0) {
    precondition(threads >= 1)
    let desk = LoopDesk(niceness: niceness)
    var workers: [pthread_t] = []
    withTerminalSignalsBlocked {
      for _ in 1..<threads {
        guard let worker = startWorker(at: desk) else { break }
        workers.append(worker)
      }
    }
    self.desk = desk
    self.workers = workers
    threadCount = workers.count + 1
  }

  deinit {
    desk.close()
    for worker in workers { pthread_join(worker, nil) }
  }

  /// Calls `body` with 0 ..< `count`, each once, in no particular order and on any thread;
  /// returns when all have returned.
  ///
  /// While another loop occupies the pool (also when `body` itself asks for a loop), the
  /// iterations run inline.
  public func parallelFor(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard count > 1, !workers.isEmpty, desk.reserve() else {
      for index in 0..<max(count, 0) { body(index) }
      return
    }
    withoutActuallyEscaping(body) { desk.run(count, $0) }
    desk.release()
  }
}

/// Runs `work` in a state in which new threads inherit blocked signals.
private func withTerminalSignalsBlocked(_ work: () -> Void) {
  var blocked = sigset_t()
  var before = sigset_t()
  sigemptyset(&blocked)
  for signal in [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT] {
    sigaddset(&blocked, signal)
  }
  pthread_sigmask(SIG_BLOCK, &blocked, &before)
  work()
  pthread_sigmask(SIG_SETMASK, &before, nil)
}

private func startWorker(at desk: LoopDesk) -> pthread_t? {
  var thread = pthread_t()
  let argument = Unmanaged.passRetained(desk)
  let status = pthread_create(
    &thread, nil,
    { argument in
      Unmanaged<LoopDesk>.fromOpaque(argument!).takeRetainedValue().work()
      return nil
    }, argument.toOpaque())
  guard status == 0 else {
    argument.release()
    return nil
  }
  return thread
}
