import Files
import Testing

@Suite struct TOMLTests {
  static let known = ["model", "solver", "steps", "seed"]

  @Test func preset() throws {
    let preset = try parse("# mine\nsteps = 10\n\nmodel = 'ring-8'\nseed = \"7\"\n")
    let settings = preset.settings.map { "\($0.key) \($0.value) \($0.position?.line ?? 0)" }
    #expect(settings == ["steps 10 2", "model ring-8 4", "seed 7 5"])
    let error = preset.error(preset.settings[1], reason: "There is no model ring-8.")
    #expect(error.description == "p.toml: line 4, column 1: There is no model ring-8.")
  }

  @Test func presetReadsBackWhatItWrote() throws {
    let written = [
      (key: "model", value: "a \"b\" \\ \u{1B}\n"), (key: "steps", value: "10"),
      (key: "seed", value: "18446744073709551615"), (key: "solver", value: "007"),
    ]
    let text = PresetFile.text(written)
    #expect(text.contains("steps = 10\n"))
    let read = try parse(text).settings.map { [$0.key, $0.value] }
    #expect(read == written.map { [$0.key, $0.value] })
  }

  @Test(arguments: [
    (
      "steps = 1\nseed = 2\nsteps = 3\n",
      #""steps" is given twice (line 3, column 1, first in line 1). Remove one of them."#
    ),
    (
      "steps = 1\nmodel = [1]\n",
      #""model" must be a text or a number, not a list (line 2, column 1). Correct the value."#
    ),
    (
      "steps = 1\n  [solver]\nx = 1\n",
      #""solver" must be a text or a number, not a table (line 2, column 4). Correct the value."#
    ),
    (
      "steps = 1979-05-27\n",
      #""steps" must be a text or a number, not a date or time (line 1, column 1). "#
        + "Correct the value."
    ),
    (
      "\nstpes = 1\n", #""stpes" is not known here (line 2, column 1). Did you mean "steps"?"#
    ),
    ("colour = 1\n", #""colour" is not known here (line 1, column 1). Remove it."#),
    ("a\u{0}b = 1\n", "\"=\" is expected here (line 1, column 2). Correct it."),
  ])
  func problems(text: String, expected: String) {
    #expect(sentence { try parse(text) } == "p.toml: \(expected)")
  }

  @Test(arguments: ["steps = \n", "steps 1\n", "steps = 1 2", "= 1", "[a", "model = \"x\n"])
  func syntaxNamesThePlace(text: String) {
    let text = sentence { try parse(text) }
    #expect(text.hasPrefix("p.toml: ") && text.contains("(line 1, column "))
  }

  @Test func theme() throws {
    let text = """
      name = "dusk"
      inherits = "dark"
      background = "#101418"
      promises = ["high-contrast"]
      [palette]
      sky = "#7aa2f7"
      [roles]
      border-focus = "sky bold"
      """
    let theme = try ThemeFile.parse(ByteSource(path: "dusk.toml", bytes: Array(text.utf8)))
    #expect(theme.name == "dusk" && theme.inherits == "dark" && theme.foreground == nil)
    #expect(theme.background == "#101418" && theme.promises == ["high-contrast"])
    #expect(theme.palette == ["sky": "#7aa2f7"])
    #expect(theme.roles == ["border-focus": "sky bold"])
  }

  @Test(arguments: [
    (
      "[roles]\na = 'x'\nb = 1\n",
      #""roles.b" must be a text in quotes, not a whole number (line 3"#
    ),
    ("roles = 'x'", #""roles" must be a table, [roles], not a text (line 1, column 1)"#),
    ("[role]\na = 'x'", #""role" is not known here (line 1, column 2). Did you mean "roles"?"#),
    ("palette = { a = 'x', b = true }", #"not true or false (line 1, column 22)"#),
  ])
  func themeProblems(text: String, expected: String) {
    let text = sentence {
      try ThemeFile.parse(ByteSource(path: "t.toml", bytes: Array(text.utf8)))
    }
    #expect(text.contains(expected))
  }

  private func parse(_ text: String) throws(FileError) -> PresetDocument {
    try PresetFile.parse(
      ByteSource(path: "p.toml", bytes: Array(text.utf8)), known: { _ in Self.known })
  }
}

/// The grammar of TOML, seen through the settings of a preset.
@Suite struct TOMLGrammarTests {
  @Test(arguments: [
    ("k = \"a\\tb\\u00e9\\U0001F600\\\\\"", "a\tbé😀\\"),
    ("k = 'a\\tb'", "a\\tb"),
    ("k = \"\"\"\na\n  \"\"b\"\" \\\n\n   c\"\"\"\"", "a\n  \"\"b\"\" c\""),
    ("k = '''\r\na\r\n'b'''", "a\r\n'b"),
    ("k = \"\"", ""), ("'k' = ''", ""), ("\"k\" = \"x\" # c", "x"), ("\u{FEFF}k = 'x'", "x"),
    ("k=1_000", "1000"), ("k = -17", "-17"), ("k = +0", "0"), ("k = 0xDEAD_beef", "3735928559"),
    ("k = 0o755", "493"), ("k = 0b1010", "10"), ("k = 9223372036854775807", "9223372036854775807"),
    ("k = 3.25", "3.25"), ("k = 5e+2_2", "5e+22"), ("k = -2E-2", "-0.02"), ("k = inf", "inf"),
    ("k = -inf", "-inf"), ("k = nan", "nan"), ("k = true", "true"),
  ])
  func scalars(text: String, expected: String) throws {
    #expect(try preset(text).settings.map(\.value) == [expected])
  }

  @Test(arguments: [
    "k = 1979-05-27", "k = 1979-05-27T07:32:00Z", "k = 1979-05-27 07:32:00.5-07:00", "k = 07:32:00",
    "k = [1, [2, 'x',], # c\n 3.5,\n]", "k = {a = 1, b.c = {}, 'd e' = []}", "[k]\nx = 1",
    "[[k]]\na = 1\n[[k]]\na = 2\n[k.b]\nc = 1", "k.a = 1\nk.b.c = 2\nk.b.d = 3",
    "[k.a]\nx = 1\n[k]\ny = 2",
  ])
  func otherKindsAreReadAndThenRefused(text: String) {
    let text = sentence { try preset(text) }
    #expect(text.contains("\"k\" must be a text or a number, not"), "\(text)")
  }

  @Test(arguments: [
    "k = 01", "k = 1_", "k = _1", "k = 1__0", "k = .5", "k = 5.", "k = 1e", "k = 0x", "k = 0xG",
    "k = 1.e5", "k = truth", "k = 99999999999999999999", "k = \"a", "k = 'a\n'", "k = \"\\x\"",
    "k = \"\\ud800\"", "k = \"\u{1}\"", "k = \"\"\"a\"\"\"\"\"\"", "k = '''a", "k = [1 2]",
    "k = [1",
    "k = {a = 1,}", "k = {a = 1\n}", "k", "k =", "= 1", "k = 1 k = 2", "[k", "[k]]", "[[k]", "[]",
    "[k.]", "[`k]", "[[[k]]]", "k. = 1", "# \u{1}", "k = 1\r", "k = 1979-05-27 x",
    "k.a = 1\nk.a = 2", "k = 1\nk.a = 2", "[k]\n[k]", "[k]\na = 1\n[k.a]", "[k]\n[[k]]",
    "k = [1]\n[[k]]", "[k.a]\n[k]\na = 1", "[k.a]\nx = 1\n[k]\na.y = 2", "k = {a = 1}\n[k.b]",
    "k = {a = 1, a = 2}", "k.a = 1\n[k]", "[[k]]\n[k]",
  ])
  func wrongGrammarIsAnError(text: String) {
    let text = sentence { try preset(text) }
    #expect(isOneCleanSentence(text, about: "p.toml") && text.contains("line "), "\(text)")
    #expect(!text.contains("must be a text or a number"), "\(text)")
  }

  @Test func muchInOneLineAndManyTables() {
    let many = String(repeating: "a=1,", count: 60_000)
    #expect(sentence { try preset("k = {" + many) }.contains("\"a\" is given twice (line 1"))
    let lines = "[[k]]\n" + String(repeating: "[[k]]\n", count: 40_000)
    #expect(sentence { try preset(lines) }.contains("not a list (line 1, column 3)"))
    let huge = String(repeating: "#", count: 1 << 18) + "\n"
    #expect(sentence { try preset(huge) }.contains("larger than"))
    let long = String(repeating: "a", count: 300) + " = 1"
    #expect(sentence { try preset(long) }.contains("a key is longer than 256 bytes"))
  }

  private func preset(_ text: String) throws(FileError) -> PresetDocument {
    try PresetFile.parse(ByteSource(path: "p.toml", bytes: Array(text.utf8)), known: { _ in ["k"] })
  }
}
