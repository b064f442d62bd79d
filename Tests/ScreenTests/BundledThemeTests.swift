import Files
import Screen
import Testing

@Suite struct BundledThemeTests {
  private static let sources: [ThemeSource] = {
    let files = BundledFile.all.filter { $0.name.hasPrefix("themes/") }
    return files.compactMap { try? ThemeFile.parse($0.source()) }.map {
      ThemeSource(
        name: $0.name, inherits: $0.inherits, foreground: $0.foreground,
        background: $0.background, promises: $0.promises, palette: $0.palette, roles: $0.roles)
    }
  }()

  @Test func allAreThere() {
    #expect(
      Set(Self.sources.map(\.name))
        == [
          "dark", "light", "mono", "high-contrast", "color-blind-safe", "dusk", "forest", "ocean",
          "amber", "paper",
        ])
  }

  @Test(arguments: sources) func loadsWithoutProblems(source: ThemeSource) throws {
    let theme = try Theme(named: source.name, among: Self.sources)
    #expect(theme.problems() == [] && theme.contrastNote == nil)
  }

  @Test func whatCanHardlyBeReadIsNamed() throws {
    let faint = ThemeSource(
      name: "faint", inherits: "dark", roles: ["title": "#202428", "knob": "#4a4f55"])
    let note = try Theme(named: "faint", among: Self.sources + [faint]).contrastNote
    #expect(
      note == """
        title (a panel's number and name) can hardly be read: its contrast is 1.15:1, and 4.50:1 is \
        needed. Make it lighter or darker. So can 1 more.
        """)
  }

  @Test(arguments: sources) func canBeReadInEightColors(source: ThemeSource) throws {
    let theme = try Theme(named: source.name, among: Self.sources)
    let ground = theme.assumedBackground
    for role in Role.allCases {
      let style = theme.style(role)
      let painted = EightColors.rendition(of: style, on: ground)
      #expect((painted.background == nil) == (style.background == nil), "\(role)")
      // The terminal's own colours stand out from each other, and from nothing else.
      guard let foreground = painted.foreground else {
        #expect(painted.background == nil, "\(role)")
        continue
      }
      let behind = painted.background.map { EightColors.palette[$0] } ?? ground
      let apart = Theme(
        name: "eight", assumedForeground: EightColors.palette[foreground],
        assumedBackground: behind, styles: [.plotLine: .plain])
      #expect(
        !apart.problems().contains {
          if case .lowContrast(.plotLine, _, _) = $0 { true } else { false }
        }, "\(role) in \(foreground) on \(behind)")
      // Bright black is grey.
      #expect(foreground != 0 || !painted.attributes.contains(.bold), "\(role)")
    }
  }
}
