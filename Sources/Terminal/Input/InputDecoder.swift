import Workbench

/// One thing that the terminal sent.
public enum Input: Hashable, Sendable {
  case key(Key)
  case paste(Paste)
  /// An answer, and the bytes that it was.
  case reply(Reply, bytes: [UInt8])
  case mouse(Mouse)
  /// Whether the terminal's window has the focus now.
  case focus(Bool)
}

/// Turns the terminal's bytes into keys, pastes and replies, however they are cut into pieces.
///
/// We read the bytes ourselves rather than through ncurses, because ncurses knows keys only: an
/// answer to a question, early or late, would come out of it as a row of typed characters.
///
/// What is not understood is swallowed as the whole that ECMA-48 makes of it, never typed in
/// parts; nothing that a terminal sends takes more memory than `PasteCollector.capacity`.
///
/// An answer may be cut after its first byte, which is Escape, and Escape is a key. So a lone
/// escape is remembered for a while after its time is up: what then goes on to be an answer is
/// one, and anything else was typed.
public struct InputDecoder: Sendable {
  /// How long the rest of what has begun may take, before `expire` should be called.
  public enum Patience: Int, CaseIterable, Sendable {
    /// An escape that may be a key of its own.
    case escape
    /// What may be an answer's beginning, or a key of its own.
    case answer
    /// A sequence whose end is missing, or an escape that has been told and is remembered.
    case sequence
    /// A string whose end is missing.
    case string
    /// A paste whose end is missing.
    case paste
  }

  private enum State {
    case ground
    case character
    case escape
    case controlSequence
    case keypadSequence
    case string(introducer: UInt8, sawEscape: Bool)
    case paste(PasteCollector)
  }

  /// What has become of an escape whose rest did not follow at once.
  private enum LateEscape {
    /// An answer is due, so that it is not told yet.
    case held
    /// It was told as a key.
    case told
  }

  private static let escape: UInt8 = 0x1B
  private static let sequenceCapacity = 64
  private static let stringCapacity = 1024

  private let sequences: KeySequences
  private var state = State.ground
  /// Set from when the time of the escape that `pending` begins with is up.
  private var lateEscape: LateEscape?
  /// The bytes of the character, sequence or string that has begun; without `ESC P` in strings.
  private var pending: [UInt8] = []

  public init(sequences: KeySequences = KeySequences()) { self.sequences = sequences }

  /// What is awaited; `nil` if nothing has begun.
  public var patience: Patience? {
    switch state {
    case .ground: nil
    case .escape:
      switch lateEscape {
      case nil: .escape
      case .held: .answer
      case .told: .sequence
      }
    case .controlSequence where lateEscape != nil && pending.count == 2: .answer
    case .character, .controlSequence, .keypadSequence: .sequence
    case .string: pending.isEmpty ? .answer : .string
    case .paste: .paste
    }
  }

  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
    var rest = Array(bytes)[...]
    var inputs: [Input] = []
    while let byte = rest.first {
      if case .paste(var collector) = state {
        state = .ground
        if collector.collect(&rest) {
          inputs.append(.paste(collector.paste))
        } else {
          state = .paste(collector)
        }
      } else {
        rest.removeFirst()
        take(byte, &inputs)
      }
    }
    return inputs
  }

  /// Ends what has begun, as its rest is not coming; an escape is still remembered.
  /// - Parameter isAnswerDue: whether an escape may be the beginning of an answer.
  public mutating func expire(isAnswerDue: Bool = false) -> [Input] {
    if case .escape = state {
      switch lateEscape {
      case nil where isAnswerDue:
        lateEscape = .held
        return []
      case nil, .held:
        lateEscape = .told
        return [.key(.escape)]
      case .told:
        reset()
        return []
      }
    }
    defer { reset() }
    // From the second byte on it was an answer, though its end is lost.
    if lateEscape != nil { return bytesSinceEscape.count == 1 ? typed() : [] }
    switch state {
    case .controlSequence where pending.count == 2: return [.key(.alt("["))]
    case .keypadSequence where pending.count == 2: return [.key(.alt("O"))]
    case .paste(let collector): return [.paste(collector.paste)]
    case .ground, .character, .escape, .controlSequence, .keypadSequence, .string: return []
    }
  }

  private mutating func reset() {
    state = .ground
    lateEscape = nil
    pending.removeAll(keepingCapacity: true)
  }

  /// The bytes since a late escape, as the keys that they are if no answer came of them.
  private func typed() -> [Input] {
    let escape: [Input] = lateEscape == .held ? [.key(.escape)] : []
    return escape + bytesSinceEscape.map { .key(.character(Unicode.Scalar($0))) }
  }

  /// With a string's introducer, which `pending` leaves out.
  private var bytesSinceEscape: [UInt8] {
    guard case .string(let introducer, _) = state else { return Array(pending.dropFirst()) }
    return [introducer] + pending
  }

  private mutating func take(_ byte: UInt8, _ inputs: inout [Input]) {
    if lateEscape != nil, !mayGoOnToAnAnswer(with: byte) {
      inputs += typed()
      return begin(byte, &inputs)
    }
    switch state {
    case .ground, .paste: begin(byte, &inputs)
    case .character: continueCharacter(byte, &inputs)
    case .escape: afterEscape(byte, &inputs)
    case .controlSequence: continueControlSequence(byte, &inputs)
    case .keypadSequence: continueKeypadSequence(byte, &inputs)
    case .string(let introducer, let sawEscape):
      continueString(byte, introducer: introducer, sawEscape: sawEscape, &inputs)
    }
  }

  /// Whether what came since a late escape can still become an answer with this byte.
  private func mayGoOnToAnAnswer(with byte: UInt8) -> Bool {
    if case .string(_, let sawEscape) = state, byte == Self.escape || sawEscape || byte == 0x07 {
      return true
    }
    return Reply.canBegin(with: bytesSinceEscape + [byte])
  }

  private mutating func begin(_ byte: UInt8, _ inputs: inout [Input]) {
    reset()
    switch byte {
    case Self.escape:
      pending = [byte]
      state = .escape
    case 0x09: inputs.append(.key(.tab))
    case 0x0A, 0x0D: inputs.append(.key(.enter))
    case 0x08, 0x7F: inputs.append(.key(.backspace))
    case 0x00: inputs.append(.key(.control("@")))
    case ..<0x1B: inputs.append(.key(.control(Unicode.Scalar(byte + 0x60))))
    case ..<0x20: inputs.append(.key(.control(Unicode.Scalar(byte + 0x40))))
    case ..<0x7F: inputs.append(.key(.character(Unicode.Scalar(byte))))
    case 0xC2..<0xF5:
      pending = [byte]
      state = .character
    default: break
    }
  }

  private mutating func continueCharacter(_ byte: UInt8, _ inputs: inout [Input]) {
    guard byte & 0xC0 == 0x80 else { return begin(byte, &inputs) }
    pending.append(byte)
    let length = pending[0] < 0xE0 ? 2 : pending[0] < 0xF0 ? 3 : 4
    guard pending.count == length else { return }
    let scalar = String(validating: pending, as: UTF8.self)?.unicodeScalars.first
    reset()
    if let scalar, !Self.isInvisible(scalar) { inputs.append(.key(.character(scalar))) }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }

  private mutating func afterEscape(_ byte: UInt8, _ inputs: inout [Input]) {
    pending.append(byte)
    switch byte {
    case UInt8(ascii: "["): state = .controlSequence
    case UInt8(ascii: "O"): state = .keypadSequence
    case UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "]"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      pending.removeAll(keepingCapacity: true)
      state = .string(introducer: byte, sawEscape: false)
    case 0x20..<0x7F:
      reset()
      inputs.append(.key(.alt(Unicode.Scalar(byte))))
    default:
      inputs.append(.key(.escape))
      begin(byte, &inputs)
    }
  }

  private mutating func continueControlSequence(_ byte: UInt8, _ inputs: inout [Input]) {
    let isLinuxFunctionKey = pending.count == 2 && byte == UInt8(ascii: "[")
    switch byte {
    case 0x20..<0x40:
      if pending.count < Self.sequenceCapacity { pending.append(byte) }
    case _ where isLinuxFunctionKey: pending.append(byte)
    case 0x40..<0x7F:
      pending.append(byte)
      endControlSequence(&inputs)
    default: begin(byte, &inputs)
    }
  }

  private mutating func endControlSequence(_ inputs: inout [Input]) {
    let sequence = pending
    reset()
    if sequence.elementsEqual("\u{1B}[200~".utf8) {
      state = .paste(PasteCollector())
    } else if sequence.elementsEqual("\u{1B}[I".utf8) || sequence.elementsEqual("\u{1B}[O".utf8) {
      inputs.append(.focus(sequence.last == UInt8(ascii: "I")))
    } else if sequence.starts(with: "\u{1B}[<".utf8) {
      if let mouse = Mouse(report: sequence.dropFirst(3)) { inputs.append(.mouse(mouse)) }
    } else if let key = sequences.key(for: sequence) {
      inputs.append(.key(key))
    } else if let reply = Reply(controlSequence: sequence.dropFirst(2)) {
      inputs.append(.reply(reply, bytes: sequence))
    }
  }

  private mutating func continueKeypadSequence(_ byte: UInt8, _ inputs: inout [Input]) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"):
      if pending.count < Self.sequenceCapacity { pending.append(byte) }
    case 0x20..<0x7F:
      let sequence = pending + [byte]
      reset()
      if let key = sequences.key(for: sequence) { inputs.append(.key(key)) }
    default: begin(byte, &inputs)
    }
  }

  private mutating func continueString(
    _ byte: UInt8, introducer: UInt8, sawEscape: Bool, _ inputs: inout [Input]
  ) {
    let isCommand = introducer == UInt8(ascii: "]")
    switch byte {
    case UInt8(ascii: "\\") where sawEscape:
      endString(introducer, by: [Self.escape, byte], &inputs)
    case _ where sawEscape:
      reset()
      pending = [Self.escape]
      afterEscape(byte, &inputs)
    case Self.escape: state = .string(introducer: introducer, sawEscape: true)
    case 0x07 where isCommand: endString(introducer, by: [byte], &inputs)
    case ..<0x20: begin(byte, &inputs)
    default:
      if pending.count < Self.stringCapacity { pending.append(byte) }
    }
  }

  private mutating func endString(
    _ introducer: UInt8, by end: [UInt8], _ inputs: inout [Input]
  ) {
    let body = pending
    reset()
    let reply =
      switch introducer {
      case UInt8(ascii: "P"): Reply(deviceControl: body)
      case UInt8(ascii: "_"): Reply(applicationCommand: body)
      case UInt8(ascii: "]"): Reply(systemCommand: body)
      default: Reply?.none
      }
    if let reply {
      inputs.append(.reply(reply, bytes: [Self.escape, introducer] + body + end))
    }
  }
}
