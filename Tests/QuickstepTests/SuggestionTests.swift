import Quickstep
import Testing

@Suite struct SuggestionTests {
  static let names = ["euler", "heun", "dpm2", "lms", "dpm++2m", "dpm++3m", "unipc", "karras"]

  @Test(arguments: [
    ("huen", "heun"), ("Euler", "euler"), ("eulr", "euler"), ("dpm++2s", "dpm++2m"),
    ("unipcc", "unipc"), ("uni", "unipc"), ("carras", "karras"), ("kar", "karras"),
    ("xyzzy", nil), ("", nil), ("q", nil),
  ])
  func nearest(word: String, expected: String?) {
    #expect(suggestion(for: word, among: Self.names) == expected)
  }

  @Test func hugeWordsCostNothing() {
    #expect(suggestion(for: String(repeating: "a", count: 1_000_000), among: Self.names) == nil)
  }
}
