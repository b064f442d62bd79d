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
        == ["dark", "light", "mono", "high-contrast", "color-blind-safe"])
  }

  @Test(arguments: sources) func loadsWithoutProblems(source: ThemeSource) throws {
    #expect(try Theme(named: source.name, among: Self.sources).problems() == [])
  }
}
