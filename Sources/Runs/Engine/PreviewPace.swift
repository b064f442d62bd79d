/// When a training shows what it has made: every so many steps, and by the clock in between, after
/// the first second and then whenever a quarter of the time so far has passed.
package struct PreviewPace {
  /// For whom previews are made.
  package enum Audience {
    /// Somebody who wants to see something soon.
    case onlooker
    /// Files, one every so many steps.
    case files
    /// Nobody: only the end is worth a look.
    case nobody
  }

  let audience: Audience
  /// Steps from preview to preview, however fast they are.
  private let stride: Int
  private let began: Double
  /// When the newest preview was made, and how long that took.
  private var last: Double
  private var cost = 0.0

  /// Seconds before the first preview by the clock, and the least between two of them.
  private static let least = 1.0
  /// The most time that previews by the clock take from training, as a share.
  private static let share = 1.0 / 6
  /// More previews by the clock than there are in a month.
  package static let mostByClock = 64

  /// - Parameter now: seconds on a clock that only goes forward, as everywhere here.
  package init(for audience: Audience = .onlooker, stride: Int, now: Double) {
    self.audience = audience
    self.stride = stride
    began = now
    last = now
  }

  /// Whether there should be a preview after a step.
  package func isDue(step: Int, isLast: Bool = false, now: Double) -> Bool {
    switch audience {
    case .nobody: return false
    case _ where isLast: return true
    case .files: return step.isMultiple(of: stride)
    case .onlooker: break
    }
    let rest = max(Self.least, (last - began) / 4, cost * (1 / Self.share - 1))
    return step.isMultiple(of: stride) || now - last >= rest
  }

  /// A preview was made.
  package mutating func shown(from start: Double, to end: Double) {
    last = end
    cost = end - start
  }
}
