import Experiments
import Screen
import Testing

@Suite struct MatrixViewTests {
  @Test func matricesInShades() {
    #expect(
      view(PreviewSamples.costs, 40, 9, .braille, .none).text == """
        0 ······
        1 ░░░░░░······
        2 ▒▒●▒▒▒░░░░░░······
        3 ▓▓▓▓▓▓▒▒▒▒▒▒░░●░░░······
        4 ██████▓▓▓▓▓▓▒▒▒▒▒▒░░░░░░······
        5 ████████████▓▓▓▓▓▓▒▒●▒▒▒░░░░░░······
            0     1     2     3     4     5

        0.01 ···░░░▒▒▒▓▓▓████ 1000  logarithmic
        """)
    #expect(
      view(PreviewSamples.costs, 40, 9, .ascii, .none).adapted(to: .ascii).text == """
        0 ......
        1 ::::::......
        2 ==O===::::::......
        3 ******======::O:::......
        4 %%%%%%******======::::::......
        5 @@@@@@%%%%%%******==O===::::::......
            0     1     2     3     4     5

        0.01 ..::-==++*##%%@@ 1000  logarithmic
        """)
    let mark = view(PreviewSamples.costs, 40, 9, .braille, .none)[4, 2]
    #expect(mark == Cell("●", telltale.style(.plotMark)))
  }

  @Test func severalEntriesShareAPlace() {
    #expect(
      view(PreviewSamples.large, 50, 14, .braille, .none).text == """
         0 ··········································●●●●●
        10 ·······································●●●●····
        20 ···································●●●●········
        30 ·······························●●●●░░░░░░░░░░░░
        40 ··························░●●●●░░░░░░░░░░░░░░░░
           ·····················░░●●●●░░░░░░░░░░░░░░▒▒▒▒▒▒
        50 ··················░●●●●●░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒
        60 ···············●●●●░░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓
        70 ···········●●●●●░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓
        80 ·······●●●●●░░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓
        90 ···●●●●●···░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓████
           ●●●●······░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓████████
           0        20        40       60       80
        0 ···░░░▒▒▒▓▓▓████ 9801
        """)
    #expect(
      view(PreviewSamples.large, 6, 3, .ascii, .none).text == """
        ...OOO
        .OOO=+
        OO=+*#
        """)
  }

  @Test func matricesInColors() {
    let drawn = view(PreviewSamples.costs, 40, 9, .halfBlock, .trueColor)
    #expect(
      drawn.text == """
        0
        1
        2   ●
        3               ●
        4
        5                     ●
            0     1     2     3     4     5

        0.01                  1000  logarithmic
        """)
    #expect(drawn[3, 5].style.background == ColorMap.field.colors.last)
    // The smallest number is not as dark as a place without one.
    #expect(drawn[2, 0].style.background == ColorMap.field.colors[10] && drawn[8, 0] == Cell())
    // White or black, whichever stands out.
    let marks = drawn.cells.filter { $0.scalar == "●" }
    #expect(marks.count == 3 && marks.allSatisfy { $0.style.background != nil })
    for mark in marks {
      #expect(contrast(mark.style.foreground!, mark.style.background!) > 4.5)
    }
  }

  @Test func matricesInPixels() {
    for mode in [PictureMode.sixel, .kitty] {
      let drawn = view(PreviewSamples.costs, 40, 12, mode, .trueColor)
      #expect(drawn.pictures.count == 1)
      guard let picture = drawn.pictures.first else { continue }
      #expect(picture.rect.column == 2 && picture.rect.row == 0)
      #expect(picture.size == PixelSize(width: 300, height: 156))
      #expect(
        drawn.text.split(separator: "\n").last?.hasPrefix("0.01") == true, "\(drawn.text)")
    }
  }

  @Test func whatCannotBeShown() {
    for matrix in [
      MatrixPicture([]), MatrixPicture([[], []]), MatrixPicture([[.nan, .infinity]]),
    ] {
      #expect(view(matrix, 20, 8, .ascii, .none).text.allSatisfy { $0 == "\n" })
    }
    #expect(
      view(MatrixPicture([[7, 7], [7, 7]]), 14, 6, .ascii, .none).text == """
        0 ++++++++++++
          ++++++++++++
        1 ++++++++++++
          ++++++++++++
            0     1
        7
        """)
  }

  @Test func everyMatrixDrawsAtAnySize() {
    let wide = MatrixPicture(
      [Array(repeating: 1, count: 5000)], path: [.init(row: 0, column: 4999)])
    for matrix in [PreviewSamples.costs, PreviewSamples.large, PreviewSamples.ragged, wide] {
      for mode in [PictureMode.ascii, .halfBlock] {
        #expect(staysInside { draw(matrix, mode, .twoFiftySix, in: $0, of: &$1) })
      }
      #expect(staysInside { draw(matrix, .braille, .none, in: $0, of: &$1) })
    }
    #expect(staysInside { draw(PreviewSamples.ragged, .kitty, .trueColor, in: $0, of: &$1) })
    #expect(staysInside { draw(PreviewSamples.costs, .sixel, .trueColor, in: $0, of: &$1) })
  }

  private func view(
    _ matrix: MatrixPicture, _ columns: Int, _ rows: Int, _ mode: PictureMode,
    _ depth: DisplayCapabilities.ColorDepth
  ) -> Frame {
    frame(columns, rows) { draw(matrix, mode, depth, in: $0, of: &$1) }
  }

  private func draw(
    _ matrix: MatrixPicture, _ mode: PictureMode, _ depth: DisplayCapabilities.ColorDepth,
    in rect: Rect, of frame: inout Frame
  ) {
    let glyphs: DisplayCapabilities.GlyphLevel = mode == .ascii ? .ascii : .braille
    let surface = PictureSurface(
      mode: mode, display: DisplayCapabilities(colorDepth: depth, glyphs: glyphs),
      theme: telltale)
    MatrixView(matrix, surface: surface, look: Look(theme: telltale, glyphs: glyphs))
      .draw(in: rect, of: &frame)
  }
}
