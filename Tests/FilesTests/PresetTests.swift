import Files
import Testing

@Suite struct PresetTests {
  @Test func bundledOnesAreThereAndOnesOwnComeFirst() throws {
    let folder = TemporaryFolder()
    let path = try folder.file("ring-eight-calls.toml", Array("# Mine\nmodel = \"ring-8\"\n".utf8))
    _ = try folder.file("other.toml", Array("not toml".utf8))
    _ = try folder.file("notes.txt", [])
    let presets = Presets(in: String(path.dropLast("/ring-eight-calls.toml".count)))
    let bundled = Presets(in: nil)
    #expect(bundled.names.count >= 10 && Set(presets.names) == Set(bundled.names + ["other"]))
    let mine = try #require(presets.all().first { $0.name == "ring-eight-calls" })
    #expect(mine.origin == .own && mine.summary == "Mine" && mine.family == nil)
    #expect(bundled.all().allSatisfy { $0.origin == .bundled && !$0.summary.isEmpty })
    #expect(try presets.source(named: "ring-eight-calls")?.text().hasPrefix("# Mine") == true)
    #expect(try presets.source(named: "no-such") == nil)
    for text in ["", "a/b", "a.toml", "..", "a\0"] { #expect(!Presets.isName(text)) }
  }
}
