/// The decoder, and how long it waits for the rest of what has begun. Times are milliseconds of
/// one clock, whichever.
public struct PatientDecoder: Sendable {
  /// When to call `expire`, if anything has begun.
  public private(set) var deadline: Int?
  private var decoder: InputDecoder
  /// When the string that has begun is given up however much of it comes, so that nobody types
  /// into an endless one.
  private var stringDeadline: Int?

  public init(sequences: KeySequences = KeySequences()) {
    decoder = InputDecoder(sequences: sequences)
  }

  public mutating func feed(_ bytes: some Sequence<UInt8>, now: Int) -> [Input] {
    let inputs = decoder.feed(bytes)
    setDeadline(now)
    return inputs
  }

  /// What has begun and is not coming to its end, if its time is up.
  /// - Parameter isAnswerDue: whether the terminal has been asked and has not answered yet.
  public mutating func expire(now: Int, isAnswerDue: Bool) -> [Input] {
    guard let deadline, now >= deadline else { return [] }
    let inputs = decoder.expire(isAnswerDue: isAnswerDue)
    setDeadline(now)
    return inputs
  }

  private mutating func setDeadline(_ now: Int) {
    guard let patience = decoder.patience else {
      (deadline, stringDeadline) = (nil, nil)
      return
    }
    stringDeadline = patience == .string ? stringDeadline ?? now + 15_000 : nil
    let allowance =
      switch patience {
      case .escape: 25
      // A slow line, or a console that hands answers on in pieces.
      case .answer: 400
      case .sequence, .string: 1000
      case .paste: 5000
      }
    deadline = min(now + allowance, stringDeadline ?? .max)
  }
}
