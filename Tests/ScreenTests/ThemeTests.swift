import Screen
import Testing

@Suite struct ThemeTests {
  /// A theme that satisfies every check, written once for the tests below.
  static let sound = ThemeSource(
    name: "sound", foreground: "#ffffff", background: "#000000",
    palette: ["sky": "#56b4e9", "sun": "#f0e442", "fire": "#d55e00", "leaf": "#b5e8d8"],
    roles: Dictionary(
      uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, "default") }
    ).merging([
      "running": "sky bold", "good": "leaf", "warning": "sun", "error": "fire bold",
      "plot-line": "sky", "plot-other": "fire", "exact": "sun", "border-focus": "sky bold",
      "selection": "reverse", "selection-idle": "bold", "title-focus": "bold", "dim": "#b0b0b0",
      "disabled": "#808080", "key": "sky bold", "match": "underline", "cursor": "reverse",
    ]) { $1 })

  func error(_ sources: [ThemeSource], named name: String = "t") -> ThemeError? {
    do {
      _ = try Theme(named: name, among: sources)
      return nil
    } catch { return error }
  }

  @Test func everyRoleIsDescribedInOneLine() {
    for role in Role.allCases {
      let text = role.declaration.paints
      #expect(!text.isEmpty && text.count <= 60 && !text.contains("\n"), "\(role)")
    }
  }

  @Test func aRoleIsColoursAndAttributes() throws {
    let source = ThemeSource(
      name: "t", palette: ["sky": "#0a14ff"],
      roles: [
        "text": "sky", "dim": "on sky", "title": "#010203 on sky bold italic",
        "border": "default on default underline", "error": "dim reverse", "good": "",
      ])
    let theme = try Theme(named: "t", among: [source])
    let sky = RGB(10, 20, 255)
    #expect(theme.style(.text) == Style(foreground: sky))
    #expect(theme.style(.dim) == Style(background: sky))
    #expect(
      theme.style(.title)
        == Style(foreground: RGB(1, 2, 3), background: sky, attributes: [.bold, .italic]))
    #expect(theme.style(.border) == Style(attributes: .underline))
    #expect(theme.style(.error) == Style(attributes: [.dim, .reverse]))
    #expect(theme.style(.good) == .plain)
    #expect(theme.style(.key) == theme.style(.text), "a role without a style is text")
  }

  @Test func aChildReplacesPaletteAndRoles() throws {
    let parent = ThemeSource(
      name: "parent", background: "#102030", palette: ["a": "#000001", "b": "#000002"],
      roles: ["text": "a", "dim": "b"])
    let child = ThemeSource(
      name: "child", inherits: "parent", palette: ["a": "#000003"], roles: ["dim": "a bold"])
    let theme = try Theme(named: "child", among: [parent, child])
    #expect(theme.style(.text).foreground == RGB(0, 0, 3))
    #expect(theme.style(.dim) == Style(foreground: RGB(0, 0, 3), attributes: .bold))
    #expect(theme.assumedBackground == RGB(16, 32, 48))
  }

  @Test func theLaterOfTwoThemesWithOneNameCounts() throws {
    let sources = ["#000001", "#000002"].map { ThemeSource(name: "t", roles: ["text": $0]) }
    #expect(try Theme(named: "t", among: sources).style(.text).foreground == RGB(0, 0, 2))
  }

  @Test func mistakesAreNamed() {
    let cases: [(ThemeSource, ThemeError)] = [
      (.init(name: "t", inherits: "u"), .unknownTheme(name: "u", nearest: "t")),
      (.init(name: "t", inherits: "t"), .cyclicInheritance(names: ["t", "t"])),
      (
        .init(name: "t", roles: ["border-focsu": "bold"]),
        .unknownRole(theme: "t", role: "border-focsu", nearest: "border-focus")
      ),
      (
        .init(name: "t", palette: ["amber": "#ffcc00"], roles: ["text": "ambr"]),
        .unknownColor(theme: "t", role: "text", word: "ambr", nearest: "amber")
      ),
      (
        .init(name: "t", roles: ["text": "bolt"]),
        .unknownColor(theme: "t", role: "text", word: "bolt", nearest: "bold")
      ),
      (
        .init(name: "t", palette: ["sky": "#12345"]),
        .malformedColor(theme: "t", entry: "sky", value: "#12345")
      ),
      (
        .init(name: "t", palette: ["sky": "123456"]),
        .malformedColor(theme: "t", entry: "sky", value: "123456")
      ),
      (
        .init(name: "t", roles: ["text": "#12345g"]),
        .malformedColor(theme: "t", entry: "text", value: "#12345g")
      ),
      (
        .init(name: "t", background: "black"),
        .malformedColor(theme: "t", entry: "background", value: "black")
      ),
      (.init(name: "t", palette: ["on": "#000000"]), .reservedPaletteName(theme: "t", name: "on")),
      (
        .init(name: "t", roles: ["text": "#000000 #000000"]),
        .misplacedWord(theme: "t", role: "text", word: "#000000")
      ),
      (
        .init(name: "t", roles: ["text": "#000000 on"]),
        .misplacedWord(theme: "t", role: "text", word: "on")
      ),
      (
        .init(name: "t", roles: ["text": "on bold"]),
        .misplacedWord(theme: "t", role: "text", word: "bold")
      ),
      (.init(name: "t", promises: ["x"]), .unknownPromise(theme: "t", promise: "x")),
    ]
    for (source, expected) in cases { #expect(error([source]) == expected) }
    let circle = [
      ThemeSource(name: "t", inherits: "u"), ThemeSource(name: "u", inherits: "v"),
      ThemeSource(name: "v", inherits: "t"),
    ]
    #expect(error(circle) == .cyclicInheritance(names: ["t", "u", "v", "t"]))
  }

  @Test func errorsReadAsSentencesAndHoldNoControlCharacters() {
    let error = ThemeError.unknownRole(theme: "a\u{1b}[2J", role: "titel", nearest: "title")
    #expect(
      error.description
        == "theme \"a\\e[2J\": there is no role \"titel\"; did you mean \"title\"?")
    #expect(
      ThemeError.cyclicInheritance(names: ["a", "b", "a"]).description
        == "themes inherit from each other in a circle: \"a\" inherits \"b\" inherits \"a\"")
    #expect(
      ThemeError.malformedColor(theme: "t", entry: "sky", value: "blue").description
        == "theme \"t\": \"sky\" is \"blue\"; write a colour as #rrggbb")
  }

  @Test func aSoundThemeHasNoProblems() throws {
    var source = Self.sound
    source.promises = ["color-blind-safe"]
    #expect(try Theme(named: "sound", among: [source]).problems() == [])
  }

  @Test func problemsAreFound() throws {
    var source = Self.sound
    source.roles["knob"] = nil
    source.roles["heading"] = "#444444"
    source.roles["border-focus"] = source.roles["border"]
    let problems = try Theme(named: "sound", among: [source]).problems()
    #expect(problems.count == 3)
    #expect(problems.contains(.unnamed(.knob)))
    #expect(problems.contains(.same(.border, .borderFocus)))
    #expect(
      problems.contains {
        if case .lowContrast(.heading, let ratio, 4.5) = $0 {
          ratio > 2 && ratio < 2.5
        } else {
          false
        }
      })
  }

  @Test func redAgainstGreenIsNotSafe() throws {
    var source = Self.sound
    source.promises = ["color-blind-safe", "high-contrast"]
    source.roles["good"] = "#5ba300"
    source.roles["error"] = "#d78b00"
    let problems = try Theme(named: "sound", among: [source]).problems()
    #expect(problems.contains(.alike(.good, .error, .protanopia)), "\(problems)")
    #expect(!problems.contains(.alike(.good, .error, .full)))
    #expect(
      problems.contains {
        if case .lowContrast(.good, _, 7) = $0 { true } else { false }
      })
  }
}
