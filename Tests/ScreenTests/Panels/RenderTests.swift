import Quickstep
import Screen
import Testing
import Workbench

@Suite struct RenderTests {
  static let states: [State] = {
    let size = Size(columns: 80, rows: 24)
    let finished = Canned.finished(Canned.state(size))
    return [
      Canned.state(size), finished, finished.pressing("3"), finished.pressing("M-6 enter"),
      finished.pressing("? "), finished.pressing(":"), finished.pressing("3 down enter"),
      Canned.browsing(finished), Canned.browsing(finished).pressing("down j j"),
      Canned.state(size).pressing("3 enter 9 9 9 9 9 enter"),
      Canned.state(size).pressing("M-4 z +"),
    ]
  }()

  /// Frames cannot be drawn outside of themselves, so it is enough that none traps.
  @Test(arguments: Showing.allCases) func everySizeHasAScreen(_ showing: Showing) {
    let theme = showing.theme
    for columns in 1...130 {
      for rows in 1...45 where (columns + 3 * rows) % 4 == 0 || columns < 20 || rows < 8 {
        var state = Self.states[(columns * 7 + rows) % Self.states.count]
        _ = state.reduce(.resized(columns: columns, rows: rows))
        let frame = render(state, theme: theme, display: showing.display)
        #expect(frame.size == Size(columns: columns, rows: rows))
        #expect(frame.pictures.allSatisfy { isInside($0.rect, frame.size) })
      }
    }
  }

  @Test func zeroAndNegativeSizesAreEmpty() {
    var state = Canned.state(Size(columns: 80, rows: 24))
    for (columns, rows) in [(0, 0), (0, 10), (10, 0), (-1, -1)] {
      _ = state.reduce(.resized(columns: columns, rows: rows))
      #expect(render(state, theme: .unstyled, display: .init()).cells.isEmpty)
    }
  }

  @Test(arguments: ["sixel", "kitty"]) func picturesOfPixelsStayInside(_ mode: String) {
    let graphics = DisplayCapabilities.Graphics(rawValue: mode)!
    let display = DisplayCapabilities(
      colorDepth: .trueColor, glyphs: .braille, graphics: graphics,
      cellPixels: .init(width: 8, height: 16))
    for size in [(1, 1), (20, 3), (40, 12), (80, 24), (120, 40)] {
      let modes = PreviewModes(usable: [mode], automatic: mode)
      let state = Canned.finished(
        Canned.state(Size(columns: size.0, rows: size.1), modes: modes)
      ).pressing("5")
      let frame = render(state, theme: .unstyled, display: display)
      #expect(frame.pictures.allSatisfy { isInside($0.rect, frame.size) })
      // The picture, and those of the strip below it.
      #expect(size.1 < 12 || frame.pictures.count >= 1)
      let covered = render(state.pressing("?"), theme: .unstyled, display: display)
      #expect(size.1 < 12 || covered.pictures.isEmpty)
    }
  }

  /// Starting a run and its steps change numbers, not places.
  @Test func aRunMovesNothing() {
    let size = Size(columns: 120, rows: 40)
    let before = render(Canned.state(size), theme: .unstyled, display: .init(glyphs: .braille))
    for steps in 0...10 {
      let state = Canned.running(Canned.state(size), steps: steps)
      let frame = render(state, theme: .unstyled, display: .init(glyphs: .braille))
      for row in 0..<size.rows - 1 {
        for column in 0..<size.columns where isCorner(before[column, row].scalar) {
          #expect(frame[column, row].scalar == before[column, row].scalar)
        }
      }
    }
  }

  @Test func hostileNamesAreHarmless() {
    var plan = Plan.test
    plan.model.name = "/tmp/\u{1B}[2J\u{1B}]0;owned\u{7}\u{202E}.json"
    let state = Canned.state(Size(columns: 120, rows: 40), plan: plan)
    let frame = render(state, theme: .unstyled, display: .init(glyphs: .braille))
    let harmful = frame.cells.filter { $0.scalar.value < 0x20 || $0.scalar == "\u{202E}" }
    #expect(harmful.isEmpty)
    #expect(frame.text.contains("\\e[2J"))
  }

  private func isInside(_ rect: Rect, _ size: Size) -> Bool {
    rect.column >= 0 && rect.row >= 0 && rect.column + rect.columns <= size.columns
      && rect.row + rect.rows <= size.rows
  }

  private func isCorner(_ scalar: Unicode.Scalar) -> Bool {
    "╭╮╰╯┏┓┗┛┢┪┡┩".unicodeScalars.contains(scalar)
  }
}
