import Experiments
import Glibc
import Screen
import Testing

@Suite struct TextViewTests {
  @Test func hiddenAndNewCells() {
    let drawn = view(PreviewSamples.masked, 30, 4)
    #expect(
      drawn.text == """
        the q··ck bro·n f··
        ju··s o·er ·he l·zy d·g

        new
        """)
    #expect(
      view(PreviewSamples.masked, 30, 4, .ascii).adapted(to: .ascii).text == """
        the q__ck bro_n f__
        ju__s o_er _he l_zy d_g

        new
        """)
    #expect(drawn[5, 0].style == telltale.style(.dim))
    #expect(drawn[10, 0].style.attributes == .reverse)
    #expect(drawn[0, 3].style.attributes == .reverse)
    // One row has room for one text, and none for what its marks mean.
    #expect(view(PreviewSamples.masked, 8, 1).text == "the q··…")
    #expect(view(PreviewSamples.masked, 1, 1).text == "…")
  }

  @Test func tonesAreReadableWhereThereAreColors() {
    for ground in [RGB(0, 0, 0), RGB(20, 23, 27), RGB(250, 250, 248)] {
      let theme = Theme(
        name: "", assumedForeground: RGB(128, 128, 128), assumedBackground: ground, styles: [:])
      func drawn(_ depth: DisplayCapabilities.ColorDepth) -> Frame {
        let surface = PictureSurface(
          mode: .ascii, display: DisplayCapabilities(colorDepth: depth), theme: theme)
        return frame(30, 4) {
          TextView(PreviewSamples.masked, surface: surface, look: Look(theme: theme))
            .draw(in: $0, of: &$1)
        }
      }
      let colors = [0, 1, 2].map { drawn(.trueColor)[$0, 0].style.foreground }
      #expect(Set(colors).count == 3)
      for color in colors { #expect(contrast(color ?? ground, ground) > 4.5, "\(ground)") }
      #expect(drawn(.twoFiftySix).text.hasSuffix("new  █████ entropy"))
      #expect(drawn(.sixteen).text.hasSuffix("new"))
      #expect(drawn(.none).cells.allSatisfy { $0.style.foreground == nil })
    }
  }

  @Test func acceptedAndRefusedCells() {
    let drawn = view(PreviewSamples.speculative, 40, 4)
    #expect(
      drawn.text == """
        the quick bruinbrown fox jumps over the
        › lazy dog and then sleeps badly

        new  accepted  refused
        """)
    #expect(drawn[4, 0].style.attributes == .bold && drawn[9, 0].style.attributes == [])
    #expect(drawn[10, 0].style.attributes == .underline)
    #expect(drawn[15, 0].style.attributes == .reverse)
    #expect(drawn[10, 0].style.foreground == telltale.style(.error).foreground)
    #expect(drawn[4, 0].style.foreground == telltale.style(.good).foreground)
  }

  @Test func moreTextsThanRows() {
    #expect(
      view(PreviewSamples.many, 30, 5).text == """
        text number 1 is not quite as…
        text number 2 is not quite as…
        text number 3 is not quite as…
        text number 4 is not quite as…
        texts 1-4 of 40
        """)
    #expect(view(PreviewSamples.many, 100, 40).text.split(separator: "\n").count == 40)
    #expect(!view(PreviewSamples.many, 100, 40).text.contains("of 40"))
    // Where all have room, long ones go on in rows of their own.
    let three = MarkedText(
      Array(PreviewSamples.many.lines.prefix(2)) + [PreviewSamples.line("short")])
    #expect(
      view(three, 30, 6).text == """
        text number 1 is not quite as
        › short as a line
        text number 2 is not quite as
        › short as a line
        short

        """)
    #expect(
      view(three, 30, 4).text == """
        text number 1 is not quite as…
        text number 2 is not quite as…
        short

        """)
  }

  @Test func charactersThatATerminalActsOn() {
    let text = MarkedText([
      ["a\n", "\t", "\u{1B}", "\u{7F}", "e\u{301}", "漢", "👍🏽", "\u{202E}", "", "\r\n", "z"].map {
        .init($0, .plain)
      }
    ])
    #expect(view(text, 20, 1).text == "a⏎→␛?e???⏎z")
    #expect(view(text, 20, 1, .ascii).adapted(to: .ascii).text == "a/>??e???/z")
  }

  @Test func everyTextDrawsAtAnySize() {
    let all = [
      PreviewSamples.masked, PreviewSamples.speculative, PreviewSamples.many, MarkedText([]),
      MarkedText([[], []], tones: "nothing"),
    ]
    for text in all {
      for glyphs in DisplayCapabilities.GlyphLevel.allCases {
        let surface = PictureSurface(
          mode: .ascii, display: DisplayCapabilities(colorDepth: .trueColor, glyphs: glyphs),
          theme: telltale)
        let view = TextView(
          text, surface: surface, look: Look(theme: telltale, glyphs: glyphs))
        #expect(staysInside { view.draw(in: $0, of: &$1) })
      }
    }
  }

  private func view(
    _ text: MarkedText, _ columns: Int, _ rows: Int,
    _ glyphs: DisplayCapabilities.GlyphLevel = .braille
  ) -> Frame {
    let surface = PictureSurface(
      mode: .ascii, display: DisplayCapabilities(glyphs: glyphs), theme: telltale)
    return frame(columns, rows) {
      TextView(text, surface: surface, look: Look(theme: telltale, glyphs: glyphs))
        .draw(in: $0, of: &$1)
    }
  }
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
func contrast(_ a: RGB, _ b: RGB) -> Double {
  let luminances = [a, b].map { color -> Double in
    let linear = [color.red, color.green, color.blue].map { value -> Double in
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }.sorted()
  return (luminances[1] + 0.05) / (luminances[0] + 0.05)
}
