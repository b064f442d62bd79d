import Terminal
import Testing
import Workbench

@Suite struct PatientDecoderTests {
  typealias Piece = (time: Int, bytes: [UInt8])

  /// Everything that comes of pieces that arrive at their times, until long after the last.
  static func inputs(
    of pieces: [Piece], isAnswerDue: Bool = false
  ) -> [Input] {
    var decoder = PatientDecoder()
    var inputs: [Input] = []
    func wait(until time: Int) {
      while let deadline = decoder.deadline, deadline < time {
        inputs += decoder.expire(now: deadline, isAnswerDue: isAnswerDue)
      }
    }
    for (time, bytes) in pieces {
      wait(until: time)
      inputs += decoder.feed(bytes, now: time)
    }
    wait(until: .max)
    return inputs.map(\.meaning)
  }

  static let pauses = [1, 20, 30, 50, 100, 200, 300]

  @Test func answersInTwoPiecesAreNeverTyped() {
    for (text, reply) in InputDecoderTests.replies {
      let bytes = Array(text.utf8)
      for cut in 1..<bytes.count {
        for pause in Self.pauses {
          let pieces: [Piece] = [(0, Array(bytes[..<cut])), (pause, Array(bytes[cut...]))]
          #expect(Self.inputs(of: pieces, isAnswerDue: true) == [.reply(reply)])
          // Nobody asked: a first byte alone is the Escape key, and the rest is still no key.
          let escape: [Input] = cut == 1 && pause > 25 ? [.key(.escape)] : []
          #expect(
            Self.inputs(of: pieces) == escape + [.reply(reply)],
            "\(bytes) cut at \(cut) for \(pause) ms")
        }
      }
    }
  }

  @Test func answersByteByByteAreNeverTyped() {
    for (text, reply) in InputDecoderTests.replies {
      for pause in Self.pauses {
        let pieces: [Piece] = text.utf8.enumerated().map { ($0 * pause, [$1]) }
        #expect(Self.inputs(of: pieces, isAnswerDue: true) == [.reply(reply)])
        let escape: [Input] = pause > 25 ? [.key(.escape)] : []
        #expect(Self.inputs(of: pieces) == escape + [.reply(reply)])
      }
    }
  }

  @Test func escapeIsToldAtOnceUnlessAnAnswerIsDue() {
    for (isAnswerDue, delay) in [(false, 25), (true, 425)] {
      var decoder = PatientDecoder()
      #expect(decoder.feed([0x1B], now: 0) == [])
      var told: Int?
      while told == nil, let deadline = decoder.deadline {
        let inputs = decoder.expire(now: deadline, isAnswerDue: isAnswerDue)
        if inputs == [.key(.escape)] { told = deadline }
      }
      #expect(told == delay)
    }
  }

  @Test func whatIsTypedAfterEscapeArrives() {
    let printable = (0x20..<0x7F).map { UInt8($0) }
    for isAnswerDue in [false, true] {
      for first in printable {
        for second in printable {
          // These are an answer's beginning, whoever typed them.
          if first == UInt8(ascii: "["), "?0123456789:;".utf8.contains(second) { continue }
          let beginnings = ["P>", "P0", "P1", "]1", "]9", "_G"].map { Array($0.utf8) }
          if beginnings.contains([first, second]) { continue }
          let pieces: [Piece] = [(0, [0x1B]), (60, [first]), (120, [second])]
          let keys = [Key.escape, .character(.init(first)), .character(.init(second))]
          #expect(
            Self.inputs(of: pieces, isAnswerDue: isAnswerDue) == keys.map { .key($0) },
            "\(first) \(second)")
        }
      }
    }
  }

  @Test func nobodyTypesIntoAnEndlessString() {
    let typed: [Piece] = (1...60).map { ($0 * 500, Array("j".utf8)) }
    let inputs = Self.inputs(of: [(0, Array("\u{1B}Pa".utf8))] + typed)
    // For 15 seconds they went into the string.
    #expect(inputs == Array(repeating: .key(.character("j")), count: 30))
  }
}
