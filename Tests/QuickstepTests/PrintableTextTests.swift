import Quickstep
import Testing

@Suite struct PrintableTextTests {
  @Test(arguments: [
    ("ring-8", "ring-8"),
    ("Zürich 東京 😀", "Zürich 東京 😀"),
    ("\u{1B}[31mred\u{1B}[0m", #"\e[31mred\e[0m"#),
    ("a\tb\r\nc", #"a\tb\r\nc"#),
    ("\u{9B}2J\u{7F}\u{0}", #"\u{9b}2J\u{7f}\u{0}"#),
    ("a\u{202E}b\u{200B}c\u{FEFF}\u{2028}", #"a\u{202e}b\u{200b}c\u{feff}\u{2028}"#),
  ])
  func cleaned(raw: String, expected: String) {
    #expect(PrintableText(raw).text == expected)
    #expect(PrintableText(expected).text == expected)
  }

  @Test func everyScalarIsPrintableOrEscaped() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = PrintableText(String(scalar)).text
      let isKept = text.unicodeScalars.elementsEqual([scalar])
      let isEscaped = text.hasPrefix("\\") && text.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F }
      if !(isKept || isEscaped) { Issue.record("\(value)") }
      if scalar.properties.generalCategory == .control || scalar.properties.isBidiControl {
        if !isEscaped { Issue.record("\(value)") }
      }
    }
  }

  @Test func longTextsKeepBothEnds() {
    #expect(PrintableText("abcdefghijklmnop", limit: 9).text == "abc...nop")
    #expect(PrintableText("abcdefghi", limit: 9).text == "abcdefghi")
    let paste = String(repeating: "\u{1B}", count: 10_000_000)
    #expect(PrintableText(paste).text.utf8.count == 2 * 297 + 3)
  }
}
