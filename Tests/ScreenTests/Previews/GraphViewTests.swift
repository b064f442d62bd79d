import Experiments
import Screen
import Testing

@Suite struct GraphViewTests {
  @Test func marksEdgesAndTheToken() {
    let drawn = view(PreviewSamples.ring, 50, 14)
    #expect(
      drawn.text == """
                            ⢀⣀⠤⠒⠊◐.90⣀
                       ◐1.0⠉⠁         ⠉⠒⠢⢄○.50
                      ⢀⠎                ⡠⠊⠱⡀
                      ⡜               ⡠⠊   ⢱
                     ⡸              ⡠⠊      ⢣
                    ⢠⠃            ⡠⠊        ⠈⢆
                    ◐1.1        ⡠⠊           ⠈○.12
                    ⠘⡄        ⡠⠊             ⡜
                     ⠸⡀     ⡠⠊              ⡜
                      ⢣   ⡠⠊               ⡰⠁
                       ⢇⡠⠊                ⡰⠁
                       ◆2.0⣀         ⢀⣀⠤⠒⠊?nan
                            ⠉⠑⠒⠤●inf⠉⠁
        visits  ○ <0.8  ◐ 1  ● >1.25  ◆ token
        """)
    let place = { (scalar: Unicode.Scalar) in
      (0..<13 * 50).first { drawn[$0 % 50, $0 / 50].scalar == scalar }.map { ($0 % 50, $0 / 50) }
    }
    let token = place("◆").map { drawn[$0.0, $0.1].style }
    #expect(token?.foreground == telltale.style(.accent).foreground)
    #expect(token?.attributes == .bold)
    // The trail is brighter than other edges.
    let edges = drawn.cells.filter { (0x2801...0x28FF).contains($0.scalar.value) }
    let trail = edges.filter { $0.style.foreground == telltale.style(.plotLine).foreground }
    let others = edges.filter { $0.style == telltale.style(.disabled) }
    #expect(!trail.isEmpty && trail.allSatisfy { $0.style.attributes == .bold })
    #expect(others.count + trail.count == edges.count && others.count > trail.count)
  }

  @Test func largeGraphs() {
    #expect(
      view(PreviewSamples.ring, 100, 40).text == """
                                                      ⣀⠤⠔⠊◐.90⡀
                                                ⢀⣀⠤⠔⠊⠉        ⠈⠉⠒⠤⢄⡀
                                           ⢀⣀⠤⠒⠊⠁                  ⠈⠉⠒⠤⢄⡀
                                      ⢀⣀⠤⠒⠊⠁                            ⠈⠉⠒⠤⢄⡀
                                 ⢀⡠⠤⠒⠊⠁                                      ⠈⠉⠒⠤⢄⡀
                              ◐1.0                                                ⠈⠉⠒○.50
                             ⡜                                                     ⡠⠊ ⢣
                            ⡸                                                    ⡠⠊   ⠈⢆
                           ⢰⠁                                                  ⡠⠊      ⠈⡆
                          ⢠⠃                                                 ⡠⠊         ⠘⡄
                         ⢀⠇                                                ⡠⠊            ⠱⡀
                         ⡎                                               ⡠⠊               ⢣
                        ⡜                                              ⡠⠊                  ⢇
                       ⡸                                             ⡠⠊                    ⠈⢆
                      ⢰⠁                                           ⡠⠊                       ⠘⡄
                     ⢠⠃                                          ⡠⠊                          ⠸⡀
                    ⢀⠇                                         ⡠⠊                             ⢱
                    ⡎                                        ⡠⠊                                ⢣
                   ⡜                                       ⡠⠊                                   ⢇
                  ◐1.1                                   ⡠⠊                                     ⠈○.12
                   ⢱                                   ⡠⠊                                       ⡜
                    ⢣                                ⡠⠊                                        ⡸
                     ⢇                             ⡠⠊                                         ⢰⠁
                     ⠈⡆                          ⡠⠊                                          ⢠⠃
                      ⠘⡄                       ⡠⠊                                           ⢀⠇
                       ⠱⡀                    ⡠⠊                                             ⡎
                        ⢱                  ⡠⠊                                              ⡜
                         ⢣               ⡠⠊                                               ⡸
                         ⠈⢆            ⡠⠊                                                ⢰⠁
                          ⠘⡄         ⡠⠊                                                 ⢠⠃
                           ⠸⡀      ⡠⠊                                                  ⢀⠇
                            ⠱⡀   ⡠⠊                                                    ⡎
                             ⢣ ⡠⠊                                                     ⡜
                              ◆2.0                                                ⢀⣀⠤?nan
                                 ⠈⠑⠒⠤⣀⡀                                      ⢀⡠⠤⠒⠊⠁
                                      ⠈⠑⠒⠤⣀⡀                            ⢀⡠⠤⠒⠉⠁
                                           ⠈⠑⠒⠤⣀⡀                  ⢀⡠⠤⠒⠉⠁
                                                ⠈⠑⠒⠤⣀⡀        ⣀⡠⠔⠒⠉⠁
                                                     ⠈⠑⠒⠤●inf⠉
        visits  ○ <0.8  ◐ 1  ● >1.25  ◆ token
        """)
  }

  @Test func graphsInASCII() {
    #expect(
      view(PreviewSamples.ring, 40, 16, .ascii).text == """
                          --o.90
                    ------     -----
                 o1.0               --v.50
                /                  --  \\
               /                 --     \\
               /               --        \\
              /              --           \\
             o1.1          --              v.12
              \\          --               /
               \\       --                /
               \\     --                 /
                \\  --                  /
                 @2.0               --?nan
                    -----     ------
                         --^inf
        visits  v <0.8  o 1  ^ >1.25  @ token
        """)
    #expect(
      view(PreviewSamples.tree, 44, 9, .ascii).text == """
                            --^4.0
                      ------     -----
                   ^2.0               --^1.3
                 // \\\\                // \\\\
               //     \\\\            //     \\\\
              o1.0      @.80       v.67      \\v.57
            // \\       / \\\\      // \\\\      // \\
           v.50 v.44  v.40 v.36 v.33  v.31 v.29 v.27
        v <0.8  o 1  ^ >1.25  @ token
        """)
    #expect(
      view(PreviewSamples.tree, 44, 9, .blocks).text == """
                            ──●4.0
                      ──────     ─────
                   ●2.0               ──●1.3
                 ╱╱ ╲╲                ╱╱ ╲╲
               ╱╱     ╲╲            ╱╱     ╲╲
              ◐1.0      ◆.80       ○.67      ╲○.57
            ╱╱ ╲       ╱ ╲╲      ╱╱ ╲╲      ╱╱ ╲
           ○.50 ○.44  ○.40 ○.36 ○.33  ○.31 ○.29 ○.27
        ○ <0.8  ◐ 1  ● >1.25  ◆ token
        """)
  }

  @Test func placesAreColdOrHot() {
    let surface = PictureSurface(
      mode: .ascii, display: DisplayCapabilities(colorDepth: .trueColor, glyphs: .braille),
      theme: telltale)
    let drawn = frame(50, 14) {
      GraphView(PreviewSamples.ring, surface: surface, look: Look(theme: telltale))
        .draw(in: $0, of: &$1)
    }
    for cell in drawn.cells {
      guard let color = cell.style.foreground else { continue }
      switch cell.scalar {
      case "○": #expect(color.blue > color.red)
      case "●": #expect(color.red > color.blue)
      case "◐": #expect(abs(Int(color.red) - Int(color.blue)) < 30)
      default: break
      }
    }
  }

  @Test func crowdsAndSmallPlaces() {
    #expect(
      view(PreviewSamples.crowd, 40, 6).text == """
                 ●●●●●●●●●●●●●●●●●●●●●◆
                 ●●●●●●●●●●●●●●●●●●●●●●
                 ◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐
                 ○○○○○○○○○◐◐◐◐◐◐◐◐◐◐◐◐◐
                 ○○○○○○○○○○○○○○○○○○○○○○
        crowd  ○ <0.8  ◐ 1  ● >1.25  ◆ token
        """)
    #expect(view(PreviewSamples.ring, 1, 1).text == "◆")
    #expect(
      view(PreviewSamples.ring, 12, 4).text == """
           ◐⠒⠉◐⡱○
           ◐ ⡠⠊ ⠈○
           ◆⢎●⣀⠤?
        visits
        """)
  }

  @Test func everyGraphDrawsAtAnySize() {
    let lone = GraphPicture(places: [[3, 3]], edges: [], fills: [-1], trail: [0], caption: "one")
    let tiny = GraphPicture(
      places: [[0, 0], [Double.leastNonzeroMagnitude, 0], [1e149, -1e149]], edges: [.init(0, 2)],
      fills: [], trail: [],
      caption: "")
    let none = GraphPicture(places: [], edges: [], fills: [], trail: [], caption: "none")
    let all = [
      PreviewSamples.ring, PreviewSamples.tree, PreviewSamples.crowd, PreviewSamples.broken, lone,
      tiny, none,
    ]
    for graph in all {
      for glyphs in DisplayCapabilities.GlyphLevel.allCases {
        let surface = PictureSurface(
          mode: .ascii, display: DisplayCapabilities(colorDepth: .eight, glyphs: glyphs),
          theme: telltale)
        let view = GraphView(graph, surface: surface, look: Look(theme: telltale, glyphs: glyphs))
        #expect(staysInside { view.draw(in: $0, of: &$1) })
      }
    }
    #expect(view(lone, 9, 3).text.contains("◆"))
    #expect(view(none, 9, 3).text == "\n\n")
  }

  private func view(
    _ graph: GraphPicture, _ columns: Int, _ rows: Int,
    _ glyphs: DisplayCapabilities.GlyphLevel = .braille
  ) -> Frame {
    let surface = PictureSurface(
      mode: .ascii, display: DisplayCapabilities(glyphs: glyphs), theme: telltale)
    return frame(columns, rows) {
      GraphView(graph, surface: surface, look: Look(theme: telltale, glyphs: glyphs))
        .draw(in: $0, of: &$1)
    }
  }
}
