import Glibc

/// How often frames are painted while a run reports: at most 30 times a second, and so seldom that
/// painting takes a hundredth of the processors' time, which sampling would use.
///
///     if pace.delay(at: now) <= 0 {
///       let began = FramePace.clock
///       paint()
///       pace.painted(since: began)
///     }
public struct FramePace: Sendable {
  private static let shortest = 1.0 / 30
  /// However slow painting is, the screen still moves.
  private static let longest = 0.5

  /// Between frames that nobody looks at.
  private static let unseen = 1.0

  /// Whether the window has the focus; without it frames become few.
  public var isSeen = true {
    didSet { if isSeen { hurry() } }
  }
  private let processors: Int
  private var next = -Double.infinity

  public init(processors: Int) { self.processors = max(1, processors) }

  /// Seconds until the next frame is due.
  /// - Parameter now: seconds of the monotonic clock.
  public func delay(at now: Double) -> Double { max(0, next - now) }

  /// Makes the next frame due at once, as a key that was pressed does.
  public mutating func hurry() { next = -.infinity }

  /// Puts off the next frame by what this one took.
  /// - Parameter began: ``clock`` when it was begun.
  public mutating func painted(since began: Double) {
    let pause = 100 * (Self.clock - began) / Double(processors)
    let usual = min(Self.longest, max(Self.shortest, pause))
    next = seconds(CLOCK_MONOTONIC) + (isSeen ? usual : Self.unseen)
  }

  /// Seconds that this thread has had of a processor.
  public static var clock: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }
}

private func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
