import Files
import Glibc
import Networks
import Runs

/// The line that tells how far a training run is: on a terminal one that is written over, else a
/// new one now and then.
struct TrainingProgress {
  private let batch, steps: Int
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var smoothed = SmoothedLoss()
  private var began = 0.0
  private var firstStep = 0
  private var shownAt = 0.0
  private var isOpen = false

  init(_ optimizer: TrainingDocument.Optimizer) {
    batch = optimizer.batch
    steps = optimizer.steps
  }

  /// Starts the clock after the steps of earlier runs.
  mutating func begin(_ history: [TrainingRecord]) {
    for record in history { smoothed.add(record.loss) }
    firstStep = history.count
    began = monotonicSeconds()
    shownAt = began
  }

  mutating func show(_ record: TrainingRecord) {
    smoothed.add(record.loss)
    let now = monotonicSeconds()
    guard now - shownAt >= (isTerminal ? 0.2 : 10) || record.step == steps else { return }
    shownAt = now
    let perStep = (now - began) / Double(record.step - firstStep)
    let line =
      "step \(record.step)/\(steps)  loss \(fixed(smoothed.value, 4))"
      + "  \(fixed(Double(batch) / perStep, 0)) images/s"
      + "  \(duration(perStep * Double(steps - record.step))) left"
    isOpen = isTerminal
    StandardError.write(isTerminal ? "\r\(line)\u{1B}[K" : "\(line)\n")
  }

  /// Ends a line that is still open.
  mutating func finish() {
    if isOpen { StandardError.write("\n") }
    isOpen = false
  }
}

/// 1 h 05 min, 4 min 10 s, 12 s.
private func duration(_ seconds: Double) -> String {
  let whole = Int(max(0, seconds.rounded()))
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  if hours > 0 { return "\(hours) h \(minutes) min" }
  return minutes > 0 ? "\(minutes) min \(whole % 60) s" : "\(whole) s"
}

/// A number with a fixed count of decimals.
private func fixed(_ value: Double, _ decimals: Int) -> String {
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
