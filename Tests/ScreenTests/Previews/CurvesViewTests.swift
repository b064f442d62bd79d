import Experiments
import Screen
import Testing

@Suite struct CurvesViewTests {
  @Test func curvesHaveMarks() {
    let drawn = view(PreviewSamples.schedules, 50, 14)
    #expect(
      drawn.text == """
        ● geometric  ○ straight
          100 ┤⠲⢖●⠒⠒⠒○⠢⠤⠤⠤⠤⠤⠤⠤⠤⣀○⣀⣀⣀⣀⡀
              │   ⠉⠒⠤⣀               ⠈⠉⠉⠉⠑○⠒⠒⠒⠤⠤⣀⣀
           10 ┤       ⠉⠒⠤⣀⡀                       ⠉⠉⠑○⢄⡀
              │           ⠈⠑●⢄⡀                        ⢸
            1 ┤               ⠈⠑⠢⢄⣀                     ⡇
              │                    ⠉⠒⠤●                 ⢇
          0.1 ┤                        ⠉⠒⠤⣀             ⢸
              │                            ⠉⠒⠢⢄⣀        ⠘⡄
         0.01 ┤                                 ⠉●⠢⠤⣀    ⡇
              │                                      ⠉⠒⠤⣀⢱
        0.001 ┤                                          ⠉
              ╰┬──────────┬─────────┬──────────┬─────────┬
               0          5         10         15       20
        """)
    #expect(drawn[0, 0] == Cell("●", telltale.style(.plotLine)))
    #expect(drawn[13, 0] == Cell("○", telltale.style(.plotOther)))
    #expect(
      view(PreviewSamples.schedules, 40, 12, .ascii).adapted(to: .ascii).text == """
        * geometric  o straight
         100 +*oooooooooooo
             | *****       oooooooooooooooo
             |      *****                  ooo
           1 +           *****               o
             |                ***             o
             |                   *****        o
        0.01 +                        *****   o
             |                             *** o
             |                                **
             ++----------------+---------------+
              0                10             20
        """)
  }

  /// A power is a straight line, and the places are the ticks as far as there is room.
  @Test(arguments: [(60, "20 40 80 160 320"), (34, "10 100 1000")])
  func logarithmsOnBothAxes(columns: Int, ticks: String) {
    let counts = [20.0, 40, 80, 160, 320]
    let curve = Curve("error", counts.map { SIMD2($0, 40 / ($0 * $0)) })
    let drawn = frame(columns, 14) {
      CurvesView([curve], scale: .logarithm, look: Look(theme: telltale, glyphs: .braille))
        .draw(in: $0, of: &$1)
    }
    let lines = drawn.text.split(separator: "\n")
    #expect(lines.last?.split(separator: " ").joined(separator: " ") == ticks)
    #expect(lines.contains { $0.hasPrefix("   0.1 ┤") } && lines.contains { $0.contains("0.01 ┤") })
  }

  @Test func crowdedPlacesHaveALogarithmicAxis() {
    #expect(
      view(PreviewSamples.decades, 40, 10).text == """
        ● loss
        1.0 ┤⠉⠉⠑●⠒⠒⠤⠤⠤⣀
            │          ⠉⠑●⣀
            │              ⠑⠢⡀
        0.5 ┤                ⠈⠢⡀
            │                  ⠈⠢●
            │                     ⠑⠢⢄⡀
        0.0 ┤                        ⠈⠑⠒⠒⠢●⠤⠤⣀⣀⣀
            ╰┬────────────────┬────────────────┬
            0.01              1              100
        """)
  }

  @Test func manyNames() {
    let curves = (1...9).map { Curve("curve \($0)", [[0, Double($0)], [1, Double($0)]]) }
    #expect(
      view(curves, 30, 12, .blocks).text == """
        ● curve 1  ○ curve 2
        ◆ curve 3  ◇ curve 4
        ▲ curve 5  …  4 more
        10 ┤
           │□────────────────────────□
           │△────────────────────────△
         5 ┤▲────────────────────────▲
           │◆────────────────────────◆
           │●────────────────────────●
         0 ┤
           ╰┬────────────┬───────────┬
           0.0          0.5        1.0
        """)
    #expect(view(curves, 10, 3).text == "\n▅▅\n██")
    #expect(view(PreviewSamples.decades, 6, 1).text == "██▆▃▁▁")
  }

  @Test func everyCurveDrawsAtAnySize() {
    let all = [
      PreviewSamples.schedules, PreviewSamples.decades, PreviewSamples.unknown, [],
      [Curve("", [])], (0..<30).map { Curve("long name of curve \($0)", [[1, 1], [2, 2]]) },
    ]
    for curves in all {
      for glyphs in DisplayCapabilities.GlyphLevel.allCases {
        let view = CurvesView(curves, look: Look(theme: telltale, glyphs: glyphs))
        #expect(staysInside { view.draw(in: $0, of: &$1) })
      }
    }
  }

  private func view(
    _ curves: [Curve], _ columns: Int, _ rows: Int,
    _ glyphs: DisplayCapabilities.GlyphLevel = .braille
  ) -> Frame {
    frame(columns, rows) {
      CurvesView(curves, look: Look(theme: telltale, glyphs: glyphs)).draw(in: $0, of: &$1)
    }
  }
}
