import Glibc

/// The terminal's bytes as they come, and the time that an unfinished sequence still has.
struct TerminalInput {
  let descriptor: Int32
  /// Whether nothing more will come.
  private(set) var isEnded = false
  /// When to call `expire`, in milliseconds of the monotonic clock.
  private(set) var deadline: Int?
  private var decoder: InputDecoder

  init(descriptor: Int32, sequences: KeySequences) {
    self.descriptor = descriptor
    decoder = InputDecoder(sequences: sequences)
  }

  /// Reads what is there, at most 64 KiB.
  /// - Parameter isAnswerDue: an answer may arrive cut after its first byte, which is Escape.
  mutating func read(isAnswerDue: Bool) -> [Input] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let n = Glibc.read(descriptor, &buffer, buffer.count)
    guard n > 0 else {
      isEnded = n == 0 || errno != EINTR && errno != EAGAIN
      return []
    }
    let before = decoder.patience
    let inputs = decoder.feed(buffer.prefix(n))
    let allowance: Int? =
      switch decoder.patience {
      case nil: nil
      case .escape: isAnswerDue ? 100 : 25
      case .sequence: 100
      case .string: 1000
      case .paste: 5000
      }
    // A string's time runs from its beginning, so that nobody types into an endless one.
    if before != .string || decoder.patience != .string {
      deadline = allowance.map { monotonicMilliseconds() + $0 }
    }
    return inputs
  }

  /// What has begun and is not coming to its end, if its time is up.
  mutating func expire() -> [Input] {
    guard let deadline, monotonicMilliseconds() >= deadline else { return [] }
    self.deadline = nil
    return decoder.expire()
  }

  /// Stops reading, as the terminal is gone.
  mutating func end() { isEnded = true }
}
