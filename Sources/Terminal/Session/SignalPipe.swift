import CTermGuard
import Glibc

/// The signals that reached this process, to be read in the order of their coming.
final class SignalPipe {
  let descriptor: Int32

  init() throws(TerminalError) {
    descriptor = ctg_signals_catch()
    guard descriptor >= 0 else { throw .systemCall("pipe2", code: errno) }
  }

  deinit { close() }

  /// Puts the earlier handlers back.
  func close() { ctg_signals_release() }

  /// The signals since the last call; several changes of the window's size count as one.
  func read() -> [Int32] {
    var numbers = [UInt8](repeating: 0, count: 256)
    let n = Glibc.read(descriptor, &numbers, numbers.count)
    let signals = numbers.prefix(max(0, n)).map { Int32($0) }
    let lastChange = signals.lastIndex(of: SIGWINCH)
    return signals.indices.filter { signals[$0] != SIGWINCH || $0 == lastChange }.map {
      signals[$0]
    }
  }

  /// Stops the process group as ^Z would, until it is continued.
  func stop() {
    ctg_signals_stop()
    // That we were continued is no news; the rest is.
    for signal in read() where signal != SIGCONT && signal != SIGTSTP { raise(signal) }
  }
}
