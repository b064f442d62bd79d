import CTermGuard
import Glibc

/// The signals that reached this process, to be read in the order of their coming.
final class SignalPipe {
  let descriptor: Int32

  /// - Parameter terminal: the one that SIGTTIN and SIGTTOU are about.
  init(terminal: Int32) throws(TerminalError) {
    descriptor = ctg_signals_catch(terminal)
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
  /// - Returns: whether it is to end; `read` then tells the signal.
  func stop() -> Bool {
    ctg_signals_stop()
    // That we were stopped and continued is no news; the rest is.
    let news = read().filter { ![SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU].contains($0) }
    for signal in news { raise(signal) }
    return news.contains { $0 != SIGWINCH }
  }
}
