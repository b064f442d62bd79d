import Screen
import Terminal
import Testing

@Suite struct CapabilitiesTests {
  static func capabilities(
    _ environment: [String: String], colors: Int = 256, cell: DisplayCapabilities.CellPixels? = nil,
    findings: Interview.Findings = .init(), choices: Capabilities.Choices = .init()
  ) -> Capabilities {
    Capabilities(
      surroundings: Surroundings(environment: environment, describedColors: colors),
      window: Window(size: Size(columns: 80, rows: 24), cellPixels: cell),
      findings: findings, choices: choices)
  }

  @Test func colorsFromTheEnvironment() {
    typealias Depth = DisplayCapabilities.ColorDepth
    let cases: [([String: String], Int, Depth)] = [
      ([:], -1, .none), ([:], 0, .none), ([:], 8, .eight), ([:], 16, .sixteen),
      ([:], 88, .sixteen), ([:], 256, .twoFiftySix), ([:], 0x100_0000, .trueColor),
      (["COLORTERM": "truecolor"], 256, .trueColor), (["COLORTERM": "24bit"], 256, .trueColor),
      (["COLORTERM": "yes"], 256, .twoFiftySix), (["COLORTERM": "truecolor"], 8, .eight),
      (["COLORTERM": "truecolor"], -1, .none), (["NO_COLOR": "1"], 256, .none),
      (["NO_COLOR": ""], 256, .twoFiftySix),
      (["NO_COLOR": "1", "COLORTERM": "truecolor"], 0x100_0000, .none),
    ]
    for (environment, colors, depth) in cases {
      #expect(
        Self.capabilities(environment, colors: colors).display.colorDepth == depth,
        "\(environment) with \(colors) colours")
    }
  }

  @Test func glyphsFromTheLocale() {
    let cases: [([String: String], DisplayCapabilities.GlyphLevel)] = [
      ([:], .ascii), (["LANG": "C"], .ascii), (["LANG": "POSIX"], .ascii),
      (["LANG": "en_US"], .ascii), (["LANG": "de_DE.ISO-8859-1"], .ascii),
      (["LANG": "C.UTF-8"], .braille), (["LANG": "de_DE.utf8"], .braille),
      (["LANG": "de_DE.UTF-8@euro"], .braille), (["LC_CTYPE": "UTF-8"], .braille),
      (["LANG": "C.UTF-8", "LC_ALL": "C"], .ascii),
      (["LANG": "C", "LC_CTYPE": "C.UTF-8"], .braille),
      (["LANG": "C.UTF-8", "LC_ALL": ""], .braille),
      (["LC_CTYPE": "C", "LC_ALL": "C.UTF-8"], .braille),
      (["LANG": "C.UTF-8", "TERM": "linux"], .blocks),
      (["LANG": "C.UTF-8", "TERM": "xterm"], .braille),
    ]
    for (environment, glyphs) in cases {
      #expect(Self.capabilities(environment).display.glyphs == glyphs, "\(environment)")
    }
  }

  @Test func picturesFromTheAnswers() {
    var sixel = Interview.Findings()
    sixel.hasSixel = true
    var kitty = sixel
    kitty.hasKittyGraphics = true
    let cell = DisplayCapabilities.CellPixels(reportedWidth: 9, height: 19)
    var told = sixel
    told.cellPixels = cell
    var through = Interview.Findings()
    through.hasKittyGraphics = true
    through.name = "tmux 3.4"
    var inline = sixel
    inline.hasInlinePictures = true
    typealias Case = (
      [String: String], Interview.Findings, DisplayCapabilities.CellPixels?,
      DisplayCapabilities.Graphics
    )
    let cases: [Case] = [
      ([:], .init(), cell, .none), ([:], sixel, cell, .sixel), ([:], kitty, cell, .kitty),
      ([:], sixel, nil, .none), (["TMUX": "/tmp/tmux"], kitty, cell, .none),
      // The window's pixels are made up there.
      (["TERM": "screen-256color"], sixel, cell, .none), (["TERM": "tmux"], sixel, cell, .none),
      (["TERM": "tmux"], told, nil, .sixel), (["TERM": "tmux"], through, nil, .kittyInTmux),
      ([:], inline, cell, .iterm),
    ]
    for (environment, findings, cell, graphics) in cases {
      #expect(
        Self.capabilities(environment, cell: cell, findings: findings).display.graphics == graphics)
    }
    sixel.name = "tmux 3.3a"
    #expect(Self.capabilities([:], cell: cell, findings: sixel).display.graphics == .none)
  }

  @Test func colorsThatTheTerminalProves() {
    var proof = Interview.Findings()
    proof.provesTrueColor = true
    for (colors, depth) in [(256, DisplayCapabilities.ColorDepth.trueColor), (8, .eight)] {
      #expect(Self.capabilities([:], colors: colors, findings: proof).display.colorDepth == depth)
    }
  }

  @Test func whatIsUsedIsOfferedAndNotLeftOut() {
    #expect(Self.capabilities([:]).features == [.mouse, .focus, .notify])
    var findings = Interview.Findings()
    findings.hasKeyboardProtocol = true
    findings.tellsColorScheme = true
    findings.name = "ghostty 1.2.0"
    #expect(Self.capabilities([:], findings: findings).features == Set(TerminalFeature.allCases))
    for feature in TerminalFeature.allCases {
      let choices = Capabilities.Choices(without: [feature])
      #expect(
        Self.capabilities([:], findings: findings, choices: choices).features
          == Set(TerminalFeature.allCases).subtracting([feature]))
    }
  }

  @Test func picturesAreNoLargerThanTheTerminalTakes() {
    let cell = DisplayCapabilities.CellPixels(reportedWidth: 9, height: 19)
    var findings = Interview.Findings()
    #expect(Self.capabilities([:], cell: cell).display.pictureLimit.width == 1000)
    findings.hasSixel = true
    let silent = Self.capabilities([:], cell: cell, findings: findings).display
    #expect(silent.pictureLimit == PixelSize(width: 1000, height: 1000))
    findings.sixelLimit = PixelSize(width: 1600, height: 900)
    let told = Self.capabilities([:], cell: cell, findings: findings).display
    #expect(told.pictureLimit == PixelSize(width: 1600, height: 900))
  }

  @Test func theBackgroundIsWhatTheTerminalTold() {
    var findings = Interview.Findings()
    #expect(Self.capabilities([:]).background == nil)
    findings.background = RGB(250, 250, 250)
    #expect(Self.capabilities([:], findings: findings).background == RGB(250, 250, 250))
  }

  @Test func aWindowIsNoLargerThanAFrameMayBe() {
    let window = Window(size: Size(columns: 65_535, rows: 65_535), cellPixels: nil)
    #expect(window.size == Window.largest)
    let usual = Size(columns: 200, rows: 60)
    #expect(Window(size: usual, cellPixels: nil).size == usual)
  }

  @Test func theAnswerAboutTheCellBeatsTheWindow() {
    var findings = Interview.Findings()
    let window = DisplayCapabilities.CellPixels(reportedWidth: 9, height: 18)
    #expect(
      Self.capabilities([:], cell: window).display.cellPixels == .init(width: 9, height: 18))
    findings.cellPixels = DisplayCapabilities.CellPixels(reportedWidth: 10, height: 20)
    #expect(
      Self.capabilities([:], cell: window, findings: findings).display.cellPixels
        == .init(width: 10, height: 20))
    #expect(
      Self.capabilities(["TMUX": "1"], cell: window).display.cellPixels
        == DisplayCapabilities().cellPixels)
  }

  @Test func choicesBeatEverything() {
    let choices = Capabilities.Choices(colorDepth: .sixteen, glyphs: .ascii, graphics: .sixel)
    let environment = ["NO_COLOR": "1", "LANG": "C.UTF-8", "TMUX": "1"]
    let display = Self.capabilities(environment, choices: choices).display
    #expect(display == DisplayCapabilities(colorDepth: .sixteen, glyphs: .ascii, graphics: .sixel))
  }

  @Test func impossibleCellsAreRefused() {
    for (width, height) in [(0, 10), (10, 0), (-1, 5), (257, 10), (10, 1_000_000)] {
      #expect(DisplayCapabilities.CellPixels(reportedWidth: width, height: height) == nil)
    }
  }

  @Test func stateDirectory() {
    let cases: [([String: String], String?)] = [
      ([:], nil), (["HOME": "/home/a"], "/home/a/.local/state"),
      (["HOME": "/home/a", "XDG_STATE_HOME": "/state"], "/state"),
      (["HOME": "/home/a", "XDG_STATE_HOME": "relative"], "/home/a/.local/state"),
    ]
    for (environment, directory) in cases {
      let surroundings = Surroundings(environment: environment, describedColors: 8)
      #expect(surroundings.stateDirectory == directory)
    }
  }
}
