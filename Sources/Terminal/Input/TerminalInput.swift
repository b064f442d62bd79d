import Glibc

/// The terminal's bytes as they come.
struct TerminalInput {
  let descriptor: Int32
  /// Whether nothing more will come.
  private(set) var isEnded = false
  private var decoder: PatientDecoder

  init(descriptor: Int32, sequences: KeySequences) {
    self.descriptor = descriptor
    decoder = PatientDecoder(sequences: sequences)
  }

  /// When to call `expire`, in milliseconds of the monotonic clock.
  var deadline: Int? { decoder.deadline }

  /// Reads what is there, at most 64 KiB.
  mutating func read() -> [Input] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let n = Glibc.read(descriptor, &buffer, buffer.count)
    guard n > 0 else {
      isEnded = n == 0 || errno != EINTR && errno != EAGAIN
      return []
    }
    return decoder.feed(buffer.prefix(n), now: monotonicMilliseconds())
  }

  /// What has begun and is not coming to its end, if its time is up.
  mutating func expire(isAnswerDue: Bool) -> [Input] {
    decoder.expire(now: monotonicMilliseconds(), isAnswerDue: isAnswerDue)
  }

  /// Stops reading, as the terminal is gone.
  mutating func end() { isEnded = true }
}
