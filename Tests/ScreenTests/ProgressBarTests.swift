import Screen
import Testing

@Suite struct ProgressBarTests {
  static let bar = ProgressBar(
    head: "step 6/10", share: 0.6,
    parts: [
      .init("sigma 0.41", importance: 1), .init("NFE 12", importance: 0),
      .init("3.10 NFE/s", importance: 2), .init("4 s left", importance: 3),
    ])

  @Test func whatMattersLeastGoesFirst() {
    let lines = [100, 60, 48, 36, 24, 12, 4, 0].map { Self.bar.text(columns: $0, glyphs: .blocks) }
    #expect(
      lines == [
        "step 6/10  ██████████████░░░░░░░░░░  sigma 0.41  NFE 12  3.10 NFE/s  4 s left",
        "step 6/10  sigma 0.41  NFE 12  3.10 NFE/s  4 s left",
        "step 6/10  sigma 0.41  3.10 NFE/s  4 s left",
        "step 6/10  3.10 NFE/s  4 s left",
        "step 6/10  4 s left",
        "step 6/10", "ste", "",
      ])
  }

  @Test func noLineIsWiderThanTheTerminal() {
    for share in [nil, -1, 0, 0.5, 1, 2, Double.nan] {
      let bar = ProgressBar(head: "step 6/10", share: share, parts: Self.bar.parts)
      for columns in 0...120 {
        for glyphs in [DisplayCapabilities.GlyphLevel.ascii, .blocks] {
          let text = bar.text(columns: columns, glyphs: glyphs)
          #expect(text.count <= max(0, columns - 1))
          #expect(glyphs != .ascii || text.utf8.allSatisfy { $0 < 0x80 })
          #expect(share != nil || !text.contains("█"))
        }
      }
    }
  }
}
