import Terminal
import Testing

@Suite struct PasteTests {
  static func paste(_ text: String) -> [Input] {
    var decoder = InputDecoder()
    return decoder.feed("\u{1B}[200~\(text)\u{1B}[201~".utf8)
  }

  @Test func textIsKept() {
    #expect(Self.paste("") == [.paste(Paste(text: ""))])
    #expect(Self.paste("seed 7, σ=0.4 模型") == [.paste(Paste(text: "seed 7, σ=0.4 模型"))])
  }

  @Test func lineBreaksBecomeOneKindAndTabsStay() {
    #expect(
      Self.paste("a\rb\nc\r\nd\u{2028}e\tf\r\rg") == [.paste(Paste(text: "a\nb\nc\nd\ne\tf\n\ng"))])
  }

  @Test func controlsAndInvisibleMarksAreRemoved() {
    #expect(
      Self.paste("a\u{1B}[31mb\u{0}\u{7}\u{7F}\u{9B}c\u{202E}d\u{200B}e\u{E000}f\u{1B}[A")
        == [.paste(Paste(text: "a[31mbcdef[A"))])
  }

  @Test func keysInsideAreText() {
    var decoder = InputDecoder()
    let inputs = decoder.feed("\u{1B}[200~q\u{3}\u{1B}[?62;4c\u{1B}[201~x".utf8)
    #expect(inputs == [.paste(Paste(text: "q[?62;4c")), .key(.character("x"))])
  }

  @Test func aHugePasteIsCountedAndNotKept() {
    var decoder = InputDecoder()
    var inputs = decoder.feed("\u{1B}[200~".utf8)
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
    for _ in 0..<100 { inputs += decoder.feed(piece) }
    #expect(inputs == [])
    #expect(decoder.patience == .paste)
    inputs = decoder.feed("\u{1B}[201~j".utf8)
    let kept = 64 * 1024
    #expect(
      inputs == [
        .paste(
          Paste(text: String(repeating: "x", count: kept), dropped: 10_000_000 - kept)),
        .key(.character("j")),
      ])
  }

  @Test func aPasteWithoutEndIsDeliveredWhenItsTimeIsUp() {
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}[200~abc".utf8) == [])
    #expect(decoder.expire() == [.paste(Paste(text: "abc"))])
    #expect(decoder.patience == nil)
  }
}
