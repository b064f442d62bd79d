import Screen
import Terminal
import Testing

/// ncurses is one global, so these run one after another.
@Suite(.serialized) struct PainterTests {
  static func capabilities(
    _ depth: DisplayCapabilities.ColorDepth = .twoFiftySix,
    _ glyphs: DisplayCapabilities.GlyphLevel = .braille
  ) -> Capabilities {
    Capabilities(
      surroundings: Surroundings(environment: [:], describedColors: 256),
      window: Window(size: Size(columns: 80, rows: 24), cellPixels: nil),
      choices: Capabilities.Choices(colorDepth: depth, glyphs: glyphs))
  }

  static func painter(
    _ columns: Int, _ rows: Int, _ capabilities: Capabilities = capabilities(),
    terminalType: String = "xterm-256color"
  ) throws -> Painter {
    try Painter(
      terminalType: terminalType, capabilities: capabilities,
      size: Size(columns: columns, rows: rows))
  }

  /// A screen with a list, a plot and a footer, much like the workbench.
  static func workbench(selected: Int) -> Frame {
    var frame = Frame(size: Size(columns: 80, rows: 24))
    let border = Style(foreground: RGB(86, 95, 137))
    let accent = Style(foreground: RGB(122, 162, 247), attributes: .bold)
    let plain = Style(foreground: RGB(192, 202, 245))
    frame.write(" digits-flow · dpm++2m · 10 karras · cfg 2.0", column: 0, row: 0, style: accent)
    for (left, width, style) in [(0, 27, accent), (27, 53, border)] {
      let across = String(repeating: "─", count: width - 2)
      frame.write("╭" + across + "╮", column: left, row: 1, style: style)
      for row in 2..<22 {
        frame.write("│", column: left, row: row, style: style)
        frame.write("│", column: left + width - 1, row: row, style: style)
      }
      frame.write("╰" + across + "╯", column: left, row: 22, style: style)
    }
    for row in 2..<22 {
      let isSelected = row - 2 == selected
      var style = plain
      if isSelected { style.attributes = .reverse }
      let name = "\(isSelected ? "▸" : " ") solver \(row) of some order"
      frame.write(name + "   ", column: 1, row: row, width: 25, style: style)
      frame.write(
        " \(row)  19.\(row)   0.24\(row)  0.0047  6.1", column: 29, row: row, style: plain)
      frame.write("⣀⡠⠤⠒⠒⠤", column: 60, row: row, style: Style(foreground: RGB(158, 206, 106)))
    }
    frame.write(" r run  n step  - + change  ? help", column: 0, row: 23, style: border)
    return frame
  }

  @Test func showsTheFrame() throws {
    let painter = try Self.painter(80, 24)
    var terminal = FakeTerminal(size: Size(columns: 80, rows: 24))
    let frame = Self.workbench(selected: 3)
    terminal.receive(painter.paint(frame))
    #expect(terminal.text == frame.text)
    #expect(terminal.problems == [])
  }

  @Test func whatIsShownCostsNothing() throws {
    let painter = try Self.painter(80, 24)
    _ = painter.paint(Self.workbench(selected: 3))
    #expect(painter.paint(Self.workbench(selected: 3)) == [])
  }

  @Test func keepsTheByteBudget() throws {
    let painter = try Self.painter(80, 24)
    let first = painter.paint(Self.workbench(selected: 0)).count
    #expect(first <= 6_000)
    for selected in 1..<20 {
      #expect(painter.paint(Self.workbench(selected: selected)).count < 300)
    }
    painter.invalidate()
    let again = painter.paint(Self.workbench(selected: 0)).count
    #expect(again <= 6_000)
    #expect(painter.bytesProduced > first + again)
  }

  @Test func followsEveryEditExactly() throws {
    var random = Shuffle(state: 7)
    let painter = try Self.painter(40, 12)
    for round in 0..<200 {
      let size = Size(columns: random.below(60) + 1, rows: random.below(20) + 1)
      painter.resize(size)
      var terminal = FakeTerminal(size: size)
      var frame = Frame(size: size)
      for _ in 0..<12 {
        for _ in 0..<random.below(6) { Self.scribble(on: &frame, &random) }
        terminal.receive(painter.paint(frame))
        let isRight = terminal.cells.map(Self.appearance) == frame.cells.map(Self.appearance)
        #expect(isRight, "round \(round) at \(size)")
      }
      #expect(terminal.problems == [], "round \(round) at \(size)")
    }
  }

  /// The cell without what cannot be seen: a blank's weight, slant and colour.
  static func appearance(_ cell: Cell) -> Cell {
    guard cell.scalar == " " else { return cell }
    var style = cell.style
    style.attributes.formIntersection([.underline, .reverse])
    if style.attributes.isEmpty { style.foreground = nil }
    return Cell(" ", style)
  }

  /// Writes, fills or blanks somewhere, in colours that the palette has.
  static func scribble(on frame: inout Frame, _ random: inout Shuffle) {
    var style = Style(attributes: Style.Attributes(rawValue: UInt8(random.below(32))))
    if random.below(2) == 0 { style.foreground = FakeTerminal.palette[16 + random.below(240)] }
    if random.below(4) == 0 { style.background = FakeTerminal.palette[16 + random.below(240)] }
    let column = random.below(frame.size.columns), row = random.below(frame.size.rows)
    switch random.below(4) {
    case 0:
      let rect = Rect(
        column: column, row: row, columns: random.below(30) + 1, rows: random.below(8) + 1)
      frame.fill(rect, Cell(" ", style))
    case 1:
      let rect = Rect(column: column, row: row, columns: random.below(9), rows: random.below(5))
      frame.fill(rect, Cell("⣿", style))
    default:
      let words = ["σ=0.412", "────────", "rms Δ", "0.0047", "λ▁▂▃▄▅", "xxxxxxxxxxxxxxxx"]
      frame.write(words[random.below(words.count)], column: column, row: row, style: style)
    }
  }

  @Test func everyColorBecomesTheNearest() throws {
    var random = Shuffle(state: 3)
    let cases: [(DisplayCapabilities.ColorDepth, String, Range<Int>)] = [
      (.twoFiftySix, "xterm-256color", 16..<256), (.trueColor, "xterm-256color", 16..<256),
      (.sixteen, "xterm-256color", 0..<16),
    ]
    for (depth, terminalType, choice) in cases {
      let painter = try Self.painter(
        64, 8, Self.capabilities(depth), terminalType: terminalType)
      var frame = Frame(size: Size(columns: 64, rows: 8))
      for index in 0..<512 {
        frame[index % 64, index / 64] = Cell("x", Style(foreground: random.color()))
      }
      var terminal = FakeTerminal(size: frame.size)
      terminal.receive(painter.paint(frame))
      for (wanted, shown) in zip(frame.cells, terminal.cells) {
        guard let wanted = wanted.style.foreground, let shown = shown.style.foreground else {
          Issue.record("a colour is missing at \(depth) on \(terminalType)")
          break
        }
        let best = choice.map { distance(wanted, FakeTerminal.palette[$0]) }.min()!
        #expect(distance(wanted, shown) == best, "\(wanted) at \(depth) on \(terminalType)")
      }
    }
  }

  @Test func inEightColorsNothingHasTheColorBehindIt() throws {
    var random = Shuffle(state: 4)
    for ground in [RGB(0, 0, 0), RGB(229, 229, 229)] {
      for depth in [DisplayCapabilities.ColorDepth.eight, .sixteen, .trueColor] {
        let painter = try Self.painter(64, 8, Self.capabilities(depth), terminalType: "xterm")
        var frame = Frame(size: Size(columns: 64, rows: 8))
        frame.ground = ground
        for index in 0..<512 {
          let background = random.below(3) == 0 ? random.color() : nil
          let foreground = random.below(8) == 0 ? nil : random.color()
          frame[index % 64, index / 64] = Cell(
            "x", Style(foreground: foreground, background: background))
        }
        var terminal = FakeTerminal(size: frame.size)
        terminal.receive(painter.paint(frame))
        #expect(terminal.text == frame.text && terminal.problems == [])
        for cell in terminal.cells {
          // The terminal's own colour can be read on its own ground alone.
          guard let foreground = cell.style.foreground else {
            #expect(cell.style.background == nil)
            continue
          }
          #expect(foreground != cell.style.background ?? ground)
        }
      }
    }
  }

  @Test func withoutColorsAttributesRemain() throws {
    let painter = try Self.painter(80, 24, Self.capabilities(.none))
    var terminal = FakeTerminal(size: Size(columns: 80, rows: 24))
    let frame = Self.workbench(selected: 3)
    terminal.receive(painter.paint(frame))
    let bare = frame.cells.map { Cell($0.scalar, Style(attributes: $0.style.attributes)) }
    #expect(terminal.cells == bare)
  }

  @Test func moreColorPairsThanThereAreNumbers() throws {
    let painter = try Self.painter(60, 20)
    var terminal = FakeTerminal(size: Size(columns: 60, rows: 20))
    var frame = Frame(size: terminal.size)
    var next = 0
    for _ in 0..<60 {
      for row in 0..<20 {
        for column in 0..<60 {
          let style = Style(
            foreground: FakeTerminal.palette[16 + next % 240],
            background: next / 240 % 256 < 240 ? FakeTerminal.palette[16 + next / 240 % 240] : nil)
          frame[column, row] = Cell("▀", style)
          next += 1
        }
      }
      terminal.receive(painter.paint(frame))
    }
    #expect(terminal.cells == frame.cells)
    #expect(terminal.problems == [])
  }

  @Test func asciiTerminalsGetNothingElse() throws {
    let painter = try Self.painter(80, 24, Self.capabilities(.sixteen, .ascii))
    #expect(painter.paint(Self.workbench(selected: 3)).allSatisfy { $0 < 0x80 })
  }

  @Test func controlCharactersNeverReachTheTerminal() throws {
    let painter = try Self.painter(10, 2)
    var frame = Frame(size: Size(columns: 10, rows: 2))
    for (column, value) in [0x1B, 0x07, 0x0A, 0x7F, 0x9B].enumerated() {
      frame[column, 0] = Cell(Unicode.Scalar(UInt32(value))!)
    }
    var terminal = FakeTerminal(size: frame.size)
    terminal.receive(painter.paint(frame))
    #expect(terminal.text == "?????\n")
    #expect(terminal.problems == [])
  }

  @Test func framesOfAnotherSizeAreCutOrLeaveBlanks() throws {
    let painter = try Self.painter(20, 5)
    var terminal = FakeTerminal(size: Size(columns: 20, rows: 5))
    let large = Frame(size: Size(columns: 80, rows: 24), fill: Cell("x"))
    terminal.receive(painter.paint(large))
    #expect(terminal.cells.allSatisfy { $0 == Cell("x") })
    terminal.receive(painter.paint(Frame(size: Size(columns: 3, rows: 2), fill: Cell("y"))))
    #expect(terminal.text == "yyy\nyyy\n\n\n")
    terminal.receive(painter.paint(Frame(size: Size(columns: 0, rows: 0))))
    #expect(terminal.text == "\n\n\n\n")
    #expect(terminal.problems == [])
  }

  @Test(arguments: ["", "dumb", "no-such-terminal", "unknown"])
  func unusableTerminalTypesAreRefused(name: String) {
    #expect(throws: TerminalError.self) { try Self.painter(80, 24, terminalType: name) }
  }

  @Test(arguments: ["xterm", "linux", "vt100", "screen", "tmux-256color", "ansi"])
  func everyUsualTerminalIsAccepted(name: String) throws {
    let painter = try Self.painter(80, 24, terminalType: name)
    #expect(painter.paint(Self.workbench(selected: 0)).count > 1_000)
  }
}

private func distance(_ a: RGB, _ b: RGB) -> Int {
  zip([a.red, a.green, a.blue], [b.red, b.green, b.blue]).reduce(0) {
    $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1))
  }
}
