import CTermGuard
import Glibc

/// Bytes on their way to the terminal. Nothing here waits: what a slow terminal does not take
/// stays in the backlog.
final class TerminalOutput {
  let descriptor: Int32
  /// Bytes that the terminal has taken.
  private(set) var bytesWritten = 0
  /// Whether the terminal is gone.
  private(set) var isBroken = false
  private var backlog: ArraySlice<UInt8> = []

  /// - Parameter descriptor: a terminal; it is opened anew.
  init(terminal descriptor: Int32) throws(TerminalError) {
    self.descriptor = ctg_open_again(descriptor)
    guard self.descriptor >= 0 else { throw .systemCall("open", code: errno) }
  }

  deinit { close(descriptor) }

  /// Whether the backlog holds something.
  var isWaiting: Bool { !backlog.isEmpty }

  /// Sends the bytes with the next `flush`.
  func append(_ bytes: [UInt8]) {
    if !isBroken { backlog += bytes }
  }

  /// Writes as much as the terminal takes at once.
  func flush() {
    while !backlog.isEmpty {
      let n = backlog.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if n > 0 {
        bytesWritten += n
        backlog = n == backlog.count ? [] : backlog.dropFirst(n)
      } else if n == 0 || errno == EAGAIN {
        return
      } else if errno != EINTR {
        isBroken = true
        backlog = []
      }
    }
  }

  /// Writes everything, and these bytes last. If the terminal takes nothing for so long, all that
  /// it has not read yet is dropped in favour of the last bytes.
  func finish(_ last: [UInt8], milliseconds: Int32) {
    append(last)
    flush()
    while isWaiting {
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&room, 1, milliseconds) > 0 else {
        tcflush(descriptor, TCOFLUSH)
        backlog = Array("\u{1B}\\".utf8) + last[...]
        return flush()
      }
      flush()
    }
  }

}
