import Files
import Testing

@Suite struct BundledTests {
  @Test func everyFileIsThatOfTheRepository() throws {
    for file in BundledFile.all {
      let source = try ByteSource(contentsOf: repository + "/" + file.name)
      #expect(try file.source().bytes == source.bytes, "\(file.name)")
    }
  }

  @Test func everyThemeIsBundledAndReads() throws {
    let bundled = BundledFile.all.map(\.name).filter { $0.hasPrefix("themes/") }
    #expect(bundled.sorted() == names(in: repository + "/themes").map { "themes/" + $0 })
    for name in bundled {
      let theme = try ThemeFile.parse(#require(BundledFile.named(name)).source())
      #expect("themes/\(theme.name).toml" == name)
      #expect(!theme.roles.isEmpty)
    }
  }

  @Test func digits() throws {
    let digits = try ImageSet.bundledDigits()
    #expect(digits.name == "digits" && digits.count == 512 && digits.labels?.count == 512)
    #expect(digits.classNames == (0...9).map { "\($0)" })
  }
}
