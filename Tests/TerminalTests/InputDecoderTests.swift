import Screen
import Terminal
import Testing
import Workbench

@Suite struct InputDecoderTests {
  static func decode(_ text: String) -> [Input] { decode(Array(text.utf8)) }

  /// All that the bytes mean, if nothing follows them.
  static func decode(_ bytes: [UInt8]) -> [Input] {
    var decoder = InputDecoder()
    return (decoder.feed(bytes) + expire(&decoder)).map(\.meaning)
  }

  /// Lets time pass until nothing is awaited.
  static func expire(_ decoder: inout InputDecoder) -> [Input] {
    var inputs: [Input] = []
    while decoder.patience != nil { inputs += decoder.expire() }
    return inputs
  }

  static let keys: [(String, Key)] = [
    ("a", .character("a")), ("Z", .character("Z")), (" ", .character(" ")), ("~", .character("~")),
    ("é", .character("é")), ("σ", .character("σ")), ("模", .character("模")),
    ("😀", .character("😀")), ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace),
    ("\u{8}", .backspace), ("\u{1B}", .escape), ("\u{0}", .control("@")), ("\u{1}", .control("a")),
    ("\u{1A}", .control("z")), ("\u{1C}", .control("\\")), ("\u{1F}", .control("_")),
    ("\u{1B}x", .alt("x")), ("\u{1B}[", .alt("[")), ("\u{1B}O", .alt("O")),
    ("\u{1B}[A", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
    ("\u{1B}OA", .up), ("\u{1B}OB", .down), ("\u{1B}OC", .right), ("\u{1B}OD", .left),
    ("\u{1B}[H", .home), ("\u{1B}[F", .end), ("\u{1B}OH", .home), ("\u{1B}OF", .end),
    ("\u{1B}[1~", .home), ("\u{1B}[4~", .end), ("\u{1B}[7~", .home), ("\u{1B}[8~", .end),
    ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp),
    ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab), ("\u{1B}[1;5A", .up),
    ("\u{1B}[1;2D", .left), ("\u{1B}[3;5~", .delete), ("\u{1B}[a", .up), ("\u{1B}Oc", .right),
    ("\u{1B}OP", .function(1)), ("\u{1B}OS", .function(4)), ("\u{1B}[1;2P", .function(1)),
    ("\u{1B}[11~", .function(1)), ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)),
    ("\u{1B}[21~", .function(10)), ("\u{1B}[23~", .function(11)), ("\u{1B}[24~", .function(12)),
    ("\u{1B}[25~", .function(13)), ("\u{1B}[34~", .function(20)), ("\u{1B}[[A", .function(1)),
    ("\u{1B}[[E", .function(5)), ("\u{1B}OM", .enter), ("\u{1B}Oj", .character("*")),
    ("\u{1B}Op", .character("0")), ("\u{1B}Oy", .character("9")), ("\u{1B}OX", .character("=")),
  ]

  @Test func everyKey() {
    for (text, key) in Self.keys {
      #expect(Self.decode(text) == [.key(key)], "\(Array(text.utf8))")
    }
  }

  @Test func keysInARow() {
    let complete = Self.keys.filter { !["\u{1B}", "\u{1B}[", "\u{1B}O"].contains($0.0) }
    #expect(Self.decode(complete.map(\.0).joined()) == complete.map { .key($0.1) })
  }

  @Test func terminfoComesFirst() {
    let strings = ["khome": "\u{1B}[214z", "kf1": "\u{1B}[11~", "kend": "\u{1B}[11^"]
    var decoder = InputDecoder(sequences: KeySequences { strings[$0].map { Array($0.utf8) } })
    #expect(decoder.feed("\u{1B}[214z\u{1B}[11^".utf8) == [.key(.home), .key(.end)])
  }

  static let replies: [(String, Reply)] = [
    ("\u{1B}[?62;4;22c", .deviceAttributes([62, 4, 22])), ("\u{1B}[?6c", .deviceAttributes([6])),
    ("\u{1B}[?2026;2$y", .privateMode(2026, setting: 2)),
    ("\u{1B}[6;19;9t", .cellPixels(width: 9, height: 19)),
    ("\u{1B}[?2;0;1600;900S", .sixelLimit(width: 1600, height: 900)),
    ("\u{1B}]11;rgb:1414/1919/1f1f\u{7}", .background(RGB(20, 25, 31))),
    ("\u{1B}]11;rgb:f/f/0\u{1B}\\", .background(RGB(255, 255, 0))),
    ("\u{1B}]11;rgba:ff/80/00/7f\u{1B}\\", .background(RGB(255, 128, 0))),
    ("\u{1B}P>|XTerm(379)\u{1B}\\", .version("XTerm(379)")),
    ("\u{1B}_Gi=31;OK\u{1B}\\", .kittyGraphics("OK")),
    ("\u{1B}_Gi=31;ENOTSUPPORTED:no\u{1B}\\", .kittyGraphics("ENOTSUPPORTED:no")),
    ("\u{1B}[?2;1;0S", .sixelLimit(width: 0, height: 0)), ("\u{1B}[?5u", .keyboard(flags: 5)),
    ("\u{1B}[?997;1n", .colorScheme(isDark: true)), ("\u{1B}P1$r0m\u{1B}\\", .rendition("0")),
    ("\u{1B}P1+r524742=382F382F38\u{1B}\\", .capability(isKnown: true)),
    ("\u{1B}P0+r5463\u{1B}\\", .capability(isKnown: false)),
    ("\u{1B}]1337;Capabilities=T3F\u{1B}\\", .itermFeatures("T3F")),
    ("\u{1B}]99;i=quickstep:p=?;p=title\u{1B}\\", .notifications("i=quickstep:p=?;p=title")),
  ]

  @Test func everyReply() {
    for (text, reply) in Self.replies {
      var decoder = InputDecoder()
      #expect(decoder.feed(text.utf8) == [.reply(reply, bytes: Array(text.utf8))])
    }
  }

  @Test func kittysKeysAreTheKeysOfOtherTerminals() {
    let keys: [(String, Key?)] = [
      ("27", .escape), ("27;1", .escape), ("97;5", .control("a")), ("99;5", .control("c")),
      ("122;5", .control("z")), ("105;5", .tab), ("109;5", .enter), ("91;5", .escape),
      ("104;5", .backspace), ("32;5", .control("@")), ("120;3", .alt("x")), ("120;4", .alt("X")),
      ("97;5:1", .control("a")), ("97:65;5", .control("a")), ("9;2", .backTab),
      ("127;3", .backspace),
      ("57399", .character("0")), ("57410", .character("/")), ("57414", .enter), ("57419", .up),
      ("97;69", .control("a")), ("97;9", nil), ("57358", nil), ("57441", nil), ("1114112", nil),
      ("", nil), ("-3", nil), ("49;5", nil),
    ]
    for (parameters, key) in keys {
      #expect(
        Self.decode("\u{1B}[\(parameters)u") == (key.map { [.key($0)] } ?? []), "\(parameters)")
    }
  }

  @Test func theMouseAndTheFocus() {
    let reports: [(String, Mouse?)] = [
      ("0;1;1M", Mouse(.pressed, column: 0, row: 0)),
      ("0;300;90m", Mouse(.released, column: 299, row: 89)),
      ("32;5;6M", Mouse(.dragged, column: 4, row: 5)),
      ("64;2;3M", Mouse(.wheeledUp, column: 1, row: 2)),
      ("65;2;3M", Mouse(.wheeledDown, column: 1, row: 2)), ("2;1;1M", nil), ("0;0;1M", nil),
      ("0;1M", nil), ("0;;M", nil), ("0;1;99999999999999999999M", nil), ("M", nil),
    ]
    for (report, mouse) in reports {
      #expect(Self.decode("\u{1B}[<" + report) == (mouse.map { [.mouse($0)] } ?? []), "\(report)")
    }
    #expect(Self.decode("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
  }

  @Test func anythingCutAnywhereMeansTheSame() {
    let paste = "\u{1B}[200~a\u{1B}[20\u{1B}[2é\r\nb\u{1B}[201~"
    let parts =
      ["j"] + Self.replies.map(\.0) + [
        "q", paste, "\u{1B}[A", "é", "\u{1B}]10;rgb:0/0/0\u{7}", "k",
      ]
    let bytes = Array(parts.joined().utf8)
    let whole = Self.decode(bytes)
    #expect(whole.count == 6 + Self.replies.count)
    for cut in bytes.indices {
      var decoder = InputDecoder()
      let inputs = decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...])
      #expect(inputs.map(\.meaning) == whole, "cut at \(cut)")
    }
    var decoder = InputDecoder()
    #expect(bytes.flatMap { decoder.feed([$0]) }.map(\.meaning) == whole)
  }

  @Test(arguments: [
    "\u{1B}[?1;2;3$y", "\u{1B}[8;24;80t", "\u{1B}[24;80R", "\u{1B}[?996;1n", "\u{1B}[?997;3n",
    "\u{1B}]10;rgb:1/2/3\u{1B}\\", "\u{1B}]11;rgb:1/2\u{7}", "\u{1B}]11;rgb:g/0/0\u{7}",
    "\u{1B}]11;rgb:12345/0/0\u{7}", "\u{1B}P0$r\u{1B}\\", "\u{1B}P1$r2 q\u{1B}\\",
    "\u{1B}^x\u{1B}\\",
    "\u{1B}Xx\u{1B}\\",
    "\u{1B}_Gx\u{1B}\\", "\u{1B}[>1;2c", "\u{1B}[<1;1;1M", "\u{1B}[97;9u", "\u{1B}[201~",
    "\u{1B}[27;5;9~", "\u{1B}[99999999999999999999999999999999~",
  ])
  func whatIsNotUnderstoodIsSwallowedWhole(text: String) {
    #expect(Self.decode(text + "j") == [.key(.character("j"))])
  }

  @Test func hostileRepliesStaySmall() {
    let long = String(repeating: "1;", count: 100_000)
    #expect(Self.decode("\u{1B}[?\(long)cj").last == .key(.character("j")))
    #expect(
      Self.decode("\u{1B}P>|\(long)\u{1B}\\j")
        == [.reply(.version(String(long.prefix(80)))), .key(.character("j"))])
    #expect(
      Self.decode("\u{1B}P>|a\u{9B}31mb\u{1B}\\") == [.reply(.version("a31mb"))])
  }

  @Test func aStringThatDoesNotEndIsLeftByControlCharactersAndByTime() {
    #expect(Self.decode("\u{1B}Pabc\rj") == [.key(.enter), .key(.character("j"))])
    #expect(Self.decode("\u{1B}Pabc\u{1B}[Aj") == [.key(.up), .key(.character("j"))])
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}Pabc".utf8) == [])
    #expect(decoder.patience == .string)
    #expect(decoder.expire() == [])
    #expect(decoder.feed("j".utf8) == [.key(.character("j"))])
  }

  @Test func brokenCharactersAreDropped() {
    let cases: [[UInt8]] = [
      [0x80], [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC2, 0x9B],
      [0xE2, 0x80, 0xAE], [0xC3],
    ]
    for bytes in cases {
      #expect(Self.decode(bytes + Array("j".utf8)) == [.key(.character("j"))], "\(bytes)")
    }
  }

  @Test func rubbishNeverStaysPendingNorBecomesControlCharacters() {
    var random = Shuffle(state: 11)
    // The bytes that begin, separate and end sequences.
    let framing = Array("\u{1B}[]OP_?;~\\20c".utf8)
    for _ in 0..<300 {
      let bytes = (0..<200).map { _ in
        random.below(3) == 0
          ? framing[random.below(framing.count)] : UInt8(random.below(256))
      }
      let whole = Self.decode(bytes)
      let cut = random.below(bytes.count)
      var decoder = InputDecoder()
      let inputs =
        decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) + Self.expire(&decoder)
      #expect(inputs.map(\.meaning) == whole)
      #expect(decoder.patience == nil)
      for case .key(.character(let scalar)) in inputs {
        #expect(scalar.properties.generalCategory != .control)
      }
    }
  }
}
