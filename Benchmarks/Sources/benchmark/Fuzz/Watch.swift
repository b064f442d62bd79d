import Glibc

/// Says which case is under way where one traps or never ends, and ends the program then.
enum Watch {
  /// Where handlers of signals find what they say.
  nonisolated(unsafe) private static let text = UnsafeMutablePointer<UInt8>.allocate(
    capacity: capacity)
  nonisolated(unsafe) private static let length = UnsafeMutablePointer<Int>.allocate(capacity: 1)
  private static let capacity = 8192

  /// - Parameter seconds: how long it may take.
  static func begin(_ name: String, seconds: UInt32) {
    let bytes = Array((name + "\n").utf8.prefix(capacity))
    text.update(from: bytes, count: bytes.count)
    length.pointee = bytes.count
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGALRM] {
      signal(number) { number in
        _ = write(2, Watch.text, Watch.length.pointee)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    alarm(seconds)
  }

  static func end() { alarm(0) }
}
