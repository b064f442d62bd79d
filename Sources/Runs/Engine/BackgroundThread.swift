import Glibc
import Tensors

/// How much threads that compute give way to the one that answers keys and paints.
let backgroundNiceness: Int32 = 5

/// Runs `work` on a new detached thread that gives way to others and blocks the signals meant for
/// the terminal's thread.
public func onBackgroundThread(_ work: @escaping @Sendable () -> Void) {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var blocked = sigset_t(), before = sigset_t()
  sigemptyset(&blocked)
  for signal in [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT] {
    sigaddset(&blocked, signal)
  }
  pthread_sigmask(SIG_BLOCK, &blocked, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  // Recursion in solvers and models is shallow, but Swift's default of 8 MiB costs nothing until
  // it is touched.
  var thread = pthread_t()
  let status = pthread_create(
    &thread, &attributes,
    { argument in
      setThreadNiceness(backgroundNiceness)
      Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(Work(work)).toOpaque())
  precondition(status == 0, "no thread could be made: \(status)")
}
