import Files
import Quickstep
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    ("null", JSONValue.null), (" [ ] ", .array([])), ("{}", .object([:])),
    ("[true, false, -0.5e+1, 10]", .array([.bool(true), .bool(false), .number(-5), .number(10)])),
    (#"{"a": {"b": "\u00e9\ud83d\ude00\n\/"}}"#, .object(["a": .object(["b": .string("é😀\n/")])])),
    ("[Infinity, -Infinity]", .array([.number(.infinity), .number(-.infinity)])),
    ("\u{FEFF}1", .number(1)),
  ])
  func values(text: String, expected: JSONValue) throws {
    #expect(try parse(text) == expected)
  }

  @Test func numbersJSONLacks() throws {
    #expect(try parse("NaN").number?.isNaN == true)
    #expect(try parse("\"-inf\"").number == -.infinity)
    #expect(try parse("\"1\"").number == nil)
    #expect(try parse("1.5").integer == nil)
  }

  @Test(arguments: [
    ("", "the text ends where a value is expected (line 1, column 1)"),
    ("[1,]", "a value is expected here (line 1, column 4)"),
    ("[01]", "\",\" or \"]\" is expected here (line 1, column 3)"),
    ("{\n\"a\" 1}", "\":\" is expected here (line 2, column 5)"),
    ("\"a", "a text has no closing quote (line 1, column 3)"),
    ("\"\\ud800\"", "half of a surrogate pair stands alone (line 1, column 8)"),
    ("\"\u{1}\"", "a text holds a control character (line 1, column 2)"),
    ("1 2", "there is more text after the end of the value (line 1, column 3)"),
    ("+1", "a value is expected here (line 1, column 1)"),
    ("1.", "a digit is expected here (line 1, column 3)"),
    (
      String(repeating: "[", count: 100_000),
      "values are nested more than 128 deep (line 1, column 129)"
    ),
  ])
  func problems(text: String, expected: String) {
    #expect(sentence { try parse(text) } == "x.json: \(expected). Correct it.")
  }

  @Test func notText() {
    let text = sentence {
      try JSONFile.parse(ByteSource(path: "x.json", bytes: [0x22, 0xC3, 0xA9, 0xFF, 0x22]))
    }
    #expect(
      text == "x.json: this is not UTF-8 text (byte 3). Check that it is the right file.")
  }

  private func parse(_ text: String) throws -> JSONValue {
    try JSONFile.parse(ByteSource(path: "x.json", bytes: Array(text.utf8)))
  }
}
