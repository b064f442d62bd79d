import Glibc
import Runs

/// A line on standard error that tells how far something is: on a terminal one that is written
/// over, else a new one now and then.
struct ProgressLine {
  let isTerminal = isatty(STDERR_FILENO) == 1
  private var shownAt = 0.0
  private var isOpen = false

  mutating func begin() { shownAt = monotonicSeconds() }

  /// Whether the last one is old enough for another.
  var isDue: Bool { monotonicSeconds() - shownAt >= (isTerminal ? 0.2 : 10) }

  mutating func show(_ text: String) {
    shownAt = monotonicSeconds()
    isOpen = isTerminal
    StandardError.write(isTerminal ? "\r\(text)\u{1B}[K" : "\(text)\n")
  }

  /// Ends a line that is still open.
  mutating func finish() {
    if isOpen { StandardError.write("\n") }
    isOpen = false
  }
}
