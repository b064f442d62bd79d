import Glibc
import Synchronization

/// The signals that ask a program to stop, held back until it has time for them.
///
/// Signals that the parent had ignored stay ignored.
final class HeldSignals: Sendable {
  private let held: sigset_t
  private let newest = Mutex<Int32?>(nil)

  init() {
    var held = sigset_t()
    sigemptyset(&held)
    for signal in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(signal) { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, nil)
    self.held = held
  }

  /// The signal that came, if one has.
  var signal: Int32? {
    newest.withLock { newest in
      var (held, noTime) = (held, timespec())
      let signal = sigtimedwait(&held, nil, &noTime)
      if signal > 0 { newest = signal }
      return newest
    }
  }

  /// Lets signals end the program as long as something takes.
  func released<Result>(_ body: () throws -> Result) rethrows -> Result {
    var held = held
    pthread_sigmask(SIG_UNBLOCK, &held, nil)
    defer { pthread_sigmask(SIG_BLOCK, &held, nil) }
    return try body()
  }
}

/// Whether whoever started the program wants it to go on in spite of a signal.
func isIgnored(_ signal: Int32) -> Bool {
  var action = sigaction()
  return sigaction(signal, nil, &action) == 0
    && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
}
