import Glibc

/// The signals that ask a program to stop, held back until it has time for them.
///
/// Signals that the parent had ignored stay ignored.
struct HeldSignals {
  private let held: sigset_t

  init() {
    var held = sigset_t()
    sigemptyset(&held)
    for signal in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(signal) { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, nil)
    self.held = held
  }

  /// A signal that came since the last call; `nil` where there is none.
  func next() -> Int32? {
    var (held, noTime) = (held, timespec())
    let signal = sigtimedwait(&held, nil, &noTime)
    return signal > 0 ? signal : nil
  }
}

private func isIgnored(_ signal: Int32) -> Bool {
  var action = sigaction()
  return sigaction(signal, nil, &action) == 0
    && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
}
