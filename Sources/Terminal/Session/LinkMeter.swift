/// How fast the terminal takes what it is sent, wherever it stands: each frame ends with a question
/// that every terminal answers, and the answer comes when the frame is behind it.
public struct LinkMeter: Sendable {
  /// The question (DSR 5). It is asked only once the terminal has answered another.
  static let question = Array("\u{1B}[5n".utf8)
  /// A terminal that takes longer does not answer.
  static let longestWay = 3000

  /// What reading takes, in milliseconds, beside which all else that a terminal does is little.
  private static let telling = 100

  /// As much as a link may carry at first, in bytes a second.
  public private(set) var bytesPerSecond = 50_000.0
  private var sent: (bytes: Int, time: Int)?
  /// What the way there and back takes with hardly anything on it, in milliseconds.
  private var shortest: Int?
  private var freeAt = 0
  private var isMute = false

  public init() {}

  /// Takes note of a frame on its way.
  /// - Returns: whether the question is to follow it.
  public mutating func send(_ bytes: Int, now: Int) -> Bool {
    guard !isMute, bytes > 0 else { return false }
    if let sent {
      self.sent = (sent.bytes + bytes, sent.time)
      return false
    }
    sent = (bytes, now)
    return true
  }

  /// Takes note of the answer. The link then stays free for as long as the frame has used it, so
  /// that half of its time is left for keys.
  public mutating func answer(now: Int) {
    guard let sent else { return }
    let way = now - sent.time
    shortest = min(shortest ?? way, way)
    let use = max(1, way - (shortest ?? 0))
    let measured = Double(sent.bytes) * 1000 / Double(use)
    // A terminal has more to do than to read, so that the link is at least as fast; only a frame that
    // takes long tells that it is slower.
    if measured > bytesPerSecond {
      bytesPerSecond = measured
    } else if use >= Self.telling {
      bytesPerSecond += 0.4 * (measured - bytesPerSecond)
    }
    freeAt = now + use - 1
    self.sent = nil
  }

  /// Gives up a terminal that does not answer.
  public mutating func expire(now: Int) {
    guard let sent, now - sent.time >= Self.longestWay else { return }
    (self.sent, isMute) = (nil, true)
  }

  /// Whether an answer is on its way.
  public var isAwaited: Bool { sent != nil }

  /// Milliseconds until the next frame may go.
  public func delay(now: Int) -> Int {
    if let sent { return max(0, sent.time + Self.longestWay - now) }
    return max(0, freeAt - now)
  }
}
