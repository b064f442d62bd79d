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

/// 1 h 05 min, 4 min 10 s, 12 s.
func duration(_ seconds: Double) -> String {
  let whole = Int(max(0, seconds.rounded()))
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  if hours > 0 { return "\(hours) h \(minutes) min" }
  return minutes > 0 ? "\(minutes) min \(whole % 60) s" : "\(whole) s"
}

/// A number with a fixed count of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let digits = Int((abs(value) * scale).rounded())
  let sign = value < 0 ? "-" : ""
  guard decimals > 0 else { return "\(sign)\(digits)" }
  let fraction = "\(digits % Int(scale))"
  return "\(sign)\(digits / Int(scale))."
    + String(repeating: "0", count: decimals - fraction.count) + fraction
}
