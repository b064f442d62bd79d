import CTermGuard
import Glibc

/// Wakes a session that waits for events; callable from any thread, also after its session ended.
public final class Waker: Sendable {
  let descriptor: Int32

  init() throws(TerminalError) {
    descriptor = ctg_event_file()
    guard descriptor >= 0 else { throw .systemCall("eventfd", code: errno) }
  }

  deinit { close(descriptor) }

  /// Makes the session report `woken` once, however often this is called before it does.
  public func wake() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, MemoryLayout.size(ofValue: one))
  }

  /// Forgets the calls of `wake` so far.
  func reset() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, MemoryLayout.size(ofValue: count))
  }
}

/// Runs `body` with the session's signals blocked, so that threads it starts never receive them
/// and their system calls are not interrupted.
public func withTerminalSignalsBlocked<Result>(
  _ body: () throws -> Result
) rethrows -> Result {
  var before = sigset_t()
  ctg_signals_block(&before)
  defer { ctg_signals_unblock(&before) }
  return try body()
}
