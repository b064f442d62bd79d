import Screen
import Testing

@Suite struct PlotTests {
  let look = Look(theme: telltale)
  let hump: [Double?] = [0, 0.0021, 0.0034, 0.0041, 0.0047, 0.0052, 0.0049, nil, nil, nil, nil]

  @Test func ticksAreRoundAndCoverTheValues() {
    let cases: [([Double], Int, [String])] = [
      ([0, 0.0052], 3, ["0.000", "0.005", "0.010"]),
      ([0, 0.0052], 4, ["0.000", "0.002", "0.004", "0.006"]),
      ([], 3, ["0.0", "0.5", "1.0"]), ([5], 3, ["0", "5"]), ([0], 2, ["0", "1"]),
      ([-3, 7], 4, ["-5", "0", "5", "10"]), ([1, 100], 3, ["0", "50", "100"]),
      ([0.002, 80], 6, ["0.001", "0.01", "0.1", "1", "10", "100"]),
      ([0.002, 80], 3, ["0.1", "100"]), ([0, 1e-9, 1], 3, ["1e-5", "1"]),
      ([1e6, 3e6], 3, ["1e6", "2e6", "3e6"]), ([-0.3, -0.1], 3, ["-0.3", "-0.2", "-0.1"]),
      ([.nan, .infinity, 2], 3, ["0", "1", "2"]), ([1, 1 + 1e-15], 3, ["0.0", "0.5", "1.0"]),
    ]
    for (values, count, labels) in cases {
      #expect(Axis(covering: values, ticks: count).ticks.map(\.label) == labels, "\(values)")
    }
  }

  @Test func anyValuesHaveAnAxis() {
    let extremes: [Double] = [
      0, -0.0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e149, -1e149, 1e308, -1e308,
      .nan, .infinity,
      1e-149,
      3.3, 1e9, 1e9 + 1, 0.1 + 0.2, 0.3,
    ]
    for a in extremes {
      for b in extremes {
        for count in [0, 2, 3, 7] {
          let axis = Axis(covering: [a, b], ticks: count)
          #expect((2...max(3, count)).contains(axis.ticks.count), "\(a) \(b) \(count)")
          #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
          for value in [a, b] where value.isFinite && abs(value) < 1e150 {
            let hasPlace = axis.scale == .linear || value > 0
            #expect((axis.place(of: value) != nil) == hasPlace, "\(value) in \(axis)")
          }
        }
      }
    }
  }

  @Test func linePlots() {
    let plot = LinePlot([.init("error", values: hump)], marked: 6)
    let drawn = frame(34, 9) { plot.draw(in: $0, of: &$1, look: look) }
    #expect(
      drawn.text == """
        0.006 ┤
              │         ⢀⡠⠔⠒⠉⠉⠒⠂
        0.004 ┤      ⣀⠤⠊⠁
              │    ⡠⠊
        0.002 ┤  ⡠⠊
              │ ⡰⠁
        0.000 ┤⡰⠁
              ╰┬────┬────┬─────▲────┬────┬
               0    2    4     6    8   10
        """)
    var blocks = look
    blocks.glyphs = .blocks
    #expect(
      frame(34, 9) { plot.draw(in: $0, of: &$1, look: blocks) }.text == """
        0.006 ┤
              │         ▄▄▄▀▀▀▀▀
        0.004 ┤      ▄▄▀
              │    ▄▀
        0.002 ┤  ▄▀
              │ ▄▀
        0.000 ┤▄▀
              ╰┬────┬────┬─────▲────┬────┬
               0    2    4     6    8   10
        """)
    var ascii = look
    ascii.glyphs = .ascii
    let table = frame(34, 9) { plot.draw(in: $0, of: &$1, look: ascii) }.adapted(to: .ascii)
    #expect(
      table.text == """
            #   error
          ~  3 before
            3    0.00410
            4    0.00470
            5    0.00520
        >   6    0.00490
            7    -
            8    -
          ~  2 more
        """)
    #expect(drawn[23, 1].style == look.style(.plotMark))
    #expect(drawn[22, 1].style == look.style(.plotLine))
    #expect(table.cells.allSatisfy { $0.scalar.isASCII })
  }

  @Test func logarithmicPlotsAndGaps() {
    let levels: [Double?] = [80, 20, nil, 1, 0.1, 0.01, 0.002, 0]
    let plot = LinePlot([
      .init("σ", values: levels), .init("τ", values: [1, 1, 1, 1, 1], role: .plotOther),
    ])
    let drawn = frame(40, 10) { plot.draw(in: $0, of: &$1, look: look) }
    #expect(
      drawn.text == """
         100 ┤⠒⠤⢄⣀⡀
             │    ⠈⠁
             │
           1 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠫⢍⠉⠉⠁
             │                 ⠑⠢⡀
             │                   ⠈⠑⠢⣀
        0.01 ┤                       ⠉⠒⠤⣀
             │                           ⠉⠒
             ╰┬────┬───┬────┬────┬────┬───┬────┬
              0    1   2    3    4    5   6    7
        """)
  }

  @Test func sparklines() {
    func line(_ sparkline: Sparkline, _ width: Int) -> String {
      frame(width, 1) { sparkline.draw(in: $0, of: &$1, look: look) }.text
    }
    #expect(line(Sparkline([0, 1, 2, 3, 4, 5, 6, 7]), 10) == "▁▂▃▄▅▆▇█")
    #expect(line(Sparkline([0, nil, 7, .nan, 7]), 10) == "▁ █ █")
    #expect(line(Sparkline([5, 5]), 10) == "▅▅")
    #expect(line(Sparkline([100, 10, 1, 0.1, 0], scale: .logarithm), 10) == "█▆▃▁")
    #expect(line(Sparkline([0.5, 1], range: 0...1, role: .bar), 10) == "▅█")
    #expect(line(Sparkline((0..<50).map(Double.init)), 8) == "▁▂▃▄▅▆▇█")
    #expect(line(Sparkline([]), 8) == "" && line(Sparkline([nil]), 8) == "")
    let marked = frame(8, 1) { rect, frame in
      Sparkline((0..<50).map(Double.init), marked: 49).draw(in: rect, of: &frame, look: look)
    }
    #expect((0..<8).filter { marked[$0, 0].style == look.style(.plotMark) } == [7])
    #expect(
      frame(8, 1) { Sparkline((0..<8).map(Double.init)).draw(in: $0, of: &$1, look: look) }
        .adapted(to: .ascii).text == "_.:-=+*#")
  }

  @Test func everyPlotDrawsAtAnySize() {
    for glyphs in DisplayCapabilities.GlyphLevel.allCases {
      var look = look
      look.glyphs = glyphs
      for values in [hump, [], [nil], [1], [.nan, 1e308, -1e308], [1e-9, 1, 1e9]] {
        let plot = LinePlot(
          [.init("a", values: values), .init("b", values: [1, 2], role: .plotOther)], count: 40,
          marked: 3)
        #expect(staysInside { plot.draw(in: $0, of: &$1, look: look) })
        #expect(
          staysInside { Sparkline(values, marked: 9).draw(in: $0, of: &$1, look: look) })
      }
    }
  }
}
