import Screen
import Terminal
import Testing

extension PainterTests {
  static func picture(
    _ identity: UInt64, _ rect: Rect = Rect(column: 2, row: 1, columns: 6, rows: 3),
    bytes: String = "\u{1B}Pq#0~\u{1B}\\", erasure: String = ""
  ) -> PlacedPicture {
    PlacedPicture(
      rect: rect, size: PixelSize(width: rect.columns * 8, height: rect.rows * 16),
      identity: identity, bytes: Array(bytes.utf8), erasure: Array(erasure.utf8))
  }

  /// A sixel of so many pixels, on as many cells of 8 x 16 as it touches.
  static func sixel(_ identity: UInt64, column: Int, row: Int, _ size: PixelSize) -> PlacedPicture {
    PlacedPicture(
      rect: Rect(
        column: column, row: row, columns: (size.width + 7) / 8, rows: (size.height + 15) / 16),
      size: size, identity: identity,
      bytes: Array("\u{1B}P0;1;0q\"1;1;\(size.width);\(size.height)#\(identity)~\u{1B}\\".utf8))
  }

  @Test func noPixelOfAnEarlierPictureRemains() throws {
    var random = Shuffle(state: 5)
    let size = Size(columns: 40, rows: 16)
    let painter = try Self.painter(size.columns, size.rows)
    var terminal = FakeTerminal(size: size)
    for round in 1...300 {
      var frame = Frame(size: size)
      frame.write("row \(round)", column: random.below(30), row: random.below(16))
      let pixels = PixelSize(width: 8 + random.below(120), height: 6 + random.below(100))
      if random.below(6) > 0 {
        frame.pictures = [
          Self.sixel(UInt64(round), column: random.below(20), row: random.below(7), pixels)
        ]
      }
      terminal.receive(painter.paint(frame))
      #expect(terminal.remains == Set(frame.pictures.map { "#\($0.identity)~" }), "\(round)")
    }
    #expect(terminal.problems == [])
  }

  /// A frame with a border around the place of the picture.
  static func frame(_ pictures: [PlacedPicture], note: String = "") -> Frame {
    var frame = Frame(size: Size(columns: 20, rows: 8))
    frame.write("┌──────┐ abc", column: 1, row: 0)
    for row in 1...3 {
      frame.write("│", column: 1, row: row)
      frame.write("│", column: 8, row: row)
    }
    frame.write("└──────┘ " + note, column: 1, row: 4)
    frame.pictures = pictures
    return frame
  }

  @Test func picturesArePaintedOnceAndAfterTheCells() throws {
    let painter = try Self.painter(20, 8)
    let shown = painter.paint(Self.frame([Self.picture(1)]))
    let end = Array("\u{1B}7\u{1B}[2;3H\u{1B}Pq#0~\u{1B}\\\u{1B}8".utf8)
    #expect(Array(shown.suffix(end.count)) == end)
    #expect(painter.paint(Self.frame([Self.picture(1)])) == [])
    let noted = painter.paint(Self.frame([Self.picture(1)], note: "note"))
    #expect(!noted.isEmpty && !noted.contains(UInt8(ascii: "~")))
  }

  @Test func aChangedPictureReplacesTheOtherWithoutClearing() throws {
    let painter = try Self.painter(20, 8)
    _ = painter.paint(Self.frame([Self.picture(1)]))
    let change = painter.paint(Self.frame([Self.picture(2)]))
    #expect(change == Array("\u{1B}7\u{1B}[2;3H\u{1B}Pq#0~\u{1B}\\\u{1B}8".utf8))
  }

  @Test func aPictureThatGoesIsWrittenOver() throws {
    let painter = try Self.painter(20, 8)
    var terminal = FakeTerminal(size: Size(columns: 20, rows: 8))
    terminal.receive(painter.paint(Self.frame([Self.picture(1)])))
    #expect(terminal.cells[1 * 20 + 2].scalar == "\u{A0}")
    terminal.receive(painter.paint(Self.frame([])))
    #expect(terminal.cells == Self.frame([]).cells)
    #expect(terminal.problems == [])
  }

  @Test func blanksBesideAPictureDoNotClearIt() throws {
    // Nothing stands right of the picture: a lesser painter would clear to the end of the line.
    let painter = try Self.painter(20, 8)
    let picture = Self.picture(1, Rect(column: 10, row: 0, columns: 10, rows: 5))
    var frame = Frame(size: Size(columns: 20, rows: 8))
    for row in 0..<8 { frame.write("abcdef", column: 0, row: row) }
    frame.pictures = [picture]
    var terminal = FakeTerminal(size: frame.size)
    terminal.receive(painter.paint(frame))
    frame = Frame(size: frame.size)
    frame.pictures = [picture]
    terminal.receive(painter.paint(frame))
    for row in 0..<5 {
      let beneath = terminal.cells[(row * 20 + 10)..<(row * 20 + 20)]
      #expect(beneath.allSatisfy { $0.scalar == "\u{A0}" })
    }
    #expect(terminal.strings.count == 1)
  }

  @Test func nothingScrollsWhileAPictureIsShown() throws {
    // Beside the picture all rows are alike, and the list below it moves up by one.
    let size = Size(columns: 40, rows: 24)
    let picture = Self.picture(1, Rect(column: 2, row: 1, columns: 10, rows: 8))
    for pictures in [[], [picture]] {
      let painter = try Self.painter(size.columns, size.rows)
      var terminal = FakeTerminal(size: size)
      for top in 0..<3 {
        var frame = Frame(size: size)
        for row in 9..<24 { frame.write("row \(row + top) of the list", column: 0, row: row) }
        frame.pictures = pictures
        terminal.receive(painter.paint(frame))
        #expect(terminal.cells.suffix(600) == frame.cells.suffix(600))
      }
      #expect((terminal.scrolled > 0) == pictures.isEmpty)
    }
  }

  @Test func picturesThatGoAreErasedUnlessTheNextTakesTheirPlace() throws {
    func kitty(_ identity: UInt64, _ slot: Int) -> PlacedPicture {
      Self.picture(
        identity, bytes: "\u{1B}_Ga=T,i=\(slot);AAAA\u{1B}\\",
        erasure: "\u{1B}_Ga=d,i=\(slot)\u{1B}\\")
    }
    let painter = try Self.painter(20, 8)
    func received(_ pictures: [PlacedPicture]) -> [String] {
      var terminal = FakeTerminal(size: Size(columns: 20, rows: 8))
      terminal.receive(painter.paint(Self.frame(pictures)))
      return terminal.strings
    }
    #expect(received([kitty(1, 1)]) == ["Ga=T,i=1;AAAA"])
    #expect(received([kitty(2, 1)]) == ["Ga=T,i=1;AAAA"])
    #expect(received([kitty(3, 2)]) == ["Ga=d,i=1", "Ga=T,i=2;AAAA"])
    #expect(received([]) == ["Ga=d,i=2"])
    _ = received([kitty(1, 1)])
    painter.invalidate()
    #expect(received([]) == ["Ga=d,i=1"])
  }

  @Test(arguments: [
    Rect(column: 2, row: 5, columns: 6, rows: 3), Rect(column: 15, row: 1, columns: 6, rows: 3),
    Rect(column: -1, row: 1, columns: 6, rows: 3), Rect(column: 2, row: 1, columns: 0, rows: 3),
  ])
  func picturesThatDoNotFitAreSkipped(rect: Rect) throws {
    let painter = try Self.painter(20, 8)
    var terminal = FakeTerminal(size: Size(columns: 20, rows: 8))
    let frame = Self.frame([Self.picture(1, rect)])
    terminal.receive(painter.paint(frame))
    #expect(terminal.strings == [])
    #expect(terminal.cells == frame.cells)
  }

  @Test func picturesReturnAfterAResize() throws {
    let painter = try Self.painter(20, 8)
    _ = painter.paint(Self.frame([Self.picture(1)]))
    painter.resize(Size(columns: 20, rows: 8))
    var terminal = FakeTerminal(size: Size(columns: 20, rows: 8))
    terminal.receive(painter.paint(Self.frame([Self.picture(1)])))
    #expect(terminal.strings == ["q#0~"])
  }

  @Test func updatesAreBracketedOnlyWhereTheTerminalKnowsHow() throws {
    let painter = try Self.painter(20, 8)
    #expect(!painter.paint(Self.frame([])).starts(with: "\u{1B}[?2026h".utf8))
    var able = Self.capabilities()
    able.synchronizedUpdates = true
    painter.adapt(to: able)
    let bytes = painter.paint(Self.frame([], note: "note"))
    #expect(bytes.starts(with: "\u{1B}[?2026h".utf8))
    #expect(bytes.suffix(8).elementsEqual("\u{1B}[?2026l".utf8))
    #expect(painter.paint(Self.frame([], note: "note")) == [])
  }
}
