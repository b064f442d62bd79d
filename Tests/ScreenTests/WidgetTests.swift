import Quickstep
import Screen
import Testing

@Suite struct WidgetTests {
  let look = Look(theme: telltale)

  @Test func boxes() {
    let drawn = frame(31, 6) { rect, frame in
      let left = Box("Model", number: 1, isFocused: true)
      let inside = left.draw(in: rect.left(15), of: &frame, look: look)
      frame.write("digits", in: inside)
      Box("Preview", number: 5, note: "σ 2").draw(in: rect.droppingLeft(15), of: &frame, look: look)
    }
    #expect(
      drawn.text == """
        ┏ 1 Model ━━━━┓╭ 5 Preview ───╮
        ┃ digits      ┃│              │
        ┃             ┃│              │
        ┃             ┃│              │
        ┃             ┃│              │
        ┗━━━━━━━━━━━━━┛╰──────────────╯
        """)
    #expect(
      drawn.adapted(to: .ascii).text == """
        # 1 Model ====#+ 5 Preview ---+
        # digits      #|              |
        #             #|              |
        #             #|              |
        #             #|              |
        #=============#+--------------+
        """)
    #expect(drawn[0, 0].style == look.style(.borderFocus))
    #expect(drawn[3, 0].style == look.style(.titleFocus))
    #expect(drawn[15, 0].style == look.style(.border))
  }

  @Test func aNoteIsShownWhereThereIsRoom() {
    let box = Box("Preview", number: 5, note: "step 6  σ 0.412")
    let lines = [20, 31, 40].map { width in
      frame(width, 2) { box.draw(in: $0, of: &$1, look: look) }.text
        .split(separator: "\n").first.map(String.init)
    }
    #expect(
      lines == [
        "╭ 5 Preview ───────╮", "╭ 5 Preview ─ step 6  σ 0.412 ╮",
        "╭ 5 Preview ────────── step 6  σ 0.412 ╮",
      ])
  }

  @Test func boxesInAStackShareBorders() {
    let stack = BoxStack([
      .init(Box("Model", number: 1), rows: 1),
      .init(Box("Solver", number: 2, isFocused: true)),
      .init(Box("Steps", number: 3), rows: 1),
      .init(Box("Guidance", number: 4), rows: 1),
    ])
    let drawn = frame(20, 12) { rect, frame in
      for (index, inside) in stack.draw(in: rect, of: &frame, look: look).enumerated() {
        frame.write("\(index) \(inside.rows)", in: inside)
      }
    }
    #expect(
      drawn.text == """
        ╭ 1 Model ─────────╮
        │ 0 1              │
        ┢ 2 Solver ━━━━━━━━┪
        ┃ 1 4              ┃
        ┃                  ┃
        ┃                  ┃
        ┃                  ┃
        ┡ 3 Steps ━━━━━━━━━┩
        │ 2 1              │
        ├ 4 Guidance ──────┤
        │ 3 1              │
        ╰──────────────────╯
        """)
  }

  @Test func aShortStackKeepsTheFocus() {
    var sections = (1...4).map { BoxStack.Section(Box("Panel", number: $0), rows: 2) }
    sections[2].box.isFocused = true
    let drawn = frame(12, 5) { rect, frame in
      BoxStack(sections).draw(in: rect, of: &frame, look: look)
    }
    #expect(
      drawn.text == """
        ╭ 1 Panel ─╮
        ├ 2 Panel ─┤
        ┢ 3 Panel ━┪
        ┡ 4 Panel ━┩
        ╰──────────╯
        """)
    let three = frame(12, 3) { rect, frame in
      BoxStack(sections).draw(in: rect, of: &frame, look: look)
    }
    #expect(three.text == "╭ 1 Panel ─╮\n┢ 3 Panel ━┪\n┗━━━━━━━━━━┛")
  }

  @Test func listsShowTheSelectionAndWhatIsHidden() {
    let items = (0..<20).map { List.Item("solver \($0)", note: $0 == 3 ? "new" : "") }
    let drawn = frame(16, 7) { rect, frame in
      List(items, selected: 3, isFocused: true).draw(in: rect, of: &frame, look: look)
    }
    #expect(
      drawn.text == """
          solver 0
          solver 1
          solver 2
        ▸ solver 3   new
          solver 4
          solver 5
          …  14 more
        """)
    #expect(drawn[0, 3].style == look.style(.selection) && drawn[11, 3].style == drawn[0, 3].style)
    let end = frame(16, 7) { rect, frame in
      List(items, selected: 17).draw(in: rect, of: &frame, look: look)
    }
    #expect(
      end.text == """
          …  14 before
          solver 14
          solver 15
          solver 16
        ▸ solver 17
          solver 18
          solver 19
        """)
    #expect(end[0, 4].style == look.style(.selectionIdle))
    #expect(
      frame(12, 1) { List(items, selected: 17).draw(in: $0, of: &$1, look: look) }.text
        == "▸ solver 17")
  }

  @Test func aWindowShowsTheSelectionWithContextAndMovesOnlyWhenItMust() {
    for count in 0...24 {
      for rows in 0...12 {
        var previous = 0
        for selected in Array(0..<count) + (0..<count).reversed() {
          let window = ListWindow(
            count: count, rows: rows, selected: selected, previous: previous)
          let notes = (window.hiddenBefore > 0 ? 1 : 0) + (window.hiddenAfter > 0 ? 1 : 0)
          #expect(window.items.count + notes <= rows || rows == 0)
          #expect(rows == 0 || window.items.contains(selected))
          #expect(abs(window.first - previous) <= 1 || rows < 3)
          if rows >= 3 {
            #expect(window.hiddenBefore == window.items.lowerBound)
            #expect(window.hiddenAfter == count - window.items.upperBound)
          }
          if rows >= 7 {
            let above = selected - window.items.lowerBound
            let below = window.items.upperBound - 1 - selected
            #expect(window.hiddenBefore == 0 || above >= 2)
            #expect(window.hiddenAfter == 0 || below >= 2)
          }
          previous = window.first
        }
      }
    }
  }

  @Test func tablesKeepColumnsInPlaceAndDropTheLeastImportant() {
    let table = Table(
      columns: [
        .init("#", width: 3, importance: 9), .init("σ", width: 6, alignment: .left, importance: 8),
        .init("rms Δ", width: 6, importance: 5), .init("ms", width: 5, importance: 1),
      ],
      rows: [["0", "80.0"], ["1", "57.6", "0.312", "6.1"], ["2", "40.8", "0.298", "6.2"]],
      selected: 1, isFocused: true)
    #expect(
      frame(26, 4) { table.draw(in: $0, of: &$1, look: look) }.text == """
            # σ       rms Δ    ms
            0 80.0        -     -
        ▸   1 57.6    0.312   6.1
            2 40.8    0.298   6.2
        """)
    #expect(
      frame(20, 4) { table.draw(in: $0, of: &$1, look: look) }.adapted(to: .ascii).text == """
            # s       rms d
            0 80.0        -
        >   1 57.6    0.312
            2 40.8    0.298
        """)
    #expect(table.shownColumns(width: 5) == [0])
    #expect(table.shownColumns(width: 4) == [])
  }

  /// A heading ends over the third figure of a number like 1.23, and a count never runs into a
  /// number that fills its place.
  @Test func numbersHaveTheirPointsBelowEachOther() {
    let values = [157.0, 80, 8.4, 0.412, 0.0021, 0.00021, -15.5, 12345]
    let table = Table(
      columns: [
        Table.Column("NFE", width: 3), Table.Column("σ", numbers: .any),
        Table.Column("images/s", numbers: .any),
      ],
      rows: values.enumerated().map {
        ["\($0)", NumberPlace.any.text($1), NumberPlace.any.text($1)]
      } + [["8", NumberPlace.any.text(nil), NumberPlace.any.text(0)]])
    #expect(
      frame(28, 10) { table.draw(in: $0, of: &$1, look: look) }.text == """
          NFE       σ    images/s
            0  157       157
            1   80.0      80.0
            2    8.40      8.40
            3    0.412     0.412
            4    0.00210   0.00210
            5    2.10e-4   2.10e-4
            6  -15.5     -15.5
            7    1.23e4    1.23e4
            8    -         0
        """)
  }

  @Test func knobs() {
    let drawn = frame(26, 3) { rect, frame in
      KnobRow("steps", value: "10", isFocused: true)
        .draw(in: rect.line(0), nameWidth: 10, of: &frame, look: look)
      KnobRow("grid", value: "karras", note: "ρ 7")
        .draw(in: rect.line(1), nameWidth: 10, of: &frame, look: look)
      KnobRow("grid", value: "karras", note: "long note")
        .draw(in: rect.line(2), nameWidth: 10, of: &frame, look: look)
    }
    #expect(
      drawn.text == """
        steps     ‹ 10 ›
        grid        karras     ρ 7
        grid        karras
        """)
    #expect(drawn[12, 0].style == look.style(.selection))
    #expect(drawn[12, 1].style == look.style(.knob))
    #expect(
      frame(12, 1) { rect, frame in
        KnobRow("steps", value: "10").draw(in: rect, nameWidth: 10, of: &frame, look: look)
      }.text == "steps   10")
  }

  @Test func theFooterDropsTheLeastImportantFirst() {
    let hints = KeyHints(
      [
        .init("r", "run", importance: 9), .init("n", "step", importance: 3),
        .init("s", "sweep", importance: 1), .init("?", "help", importance: 8),
      ], note: "sixel")
    let lines = [46, 36, 30, 16, 8, 4].map { width in
      frame(width, 1) { hints.draw(in: $0, of: &$1, look: look) }.text
    }
    #expect(
      lines == [
        " r run   n step   s sweep   ? help      sixel", " r run   n step   s sweep   ? help",
        " r run   n step   ? help", " r run   ? help", " r run", "",
      ])
    let drawn = frame(46, 1) { hints.draw(in: $0, of: &$1, look: look) }
    #expect(drawn[1, 0].style == look.style(.key) && drawn[3, 0].style == look.style(.keyHint))
  }

  @Test func textFieldsKeepTheCursorInView() {
    func line(_ text: String, _ cursor: Int, width: Int = 10) -> (String, Int?) {
      let drawn = frame(width, 1) { rect, frame in
        TextField(prompt: ":", text: text, cursor: cursor, placeholder: "name")
          .draw(in: rect, of: &frame, look: look)
      }
      return (drawn.text, (0..<width).first { drawn[$0, 0].style == look.style(.cursor) })
    }
    #expect(line("run", 3) == (":run", 4))
    #expect(line("", 0) == (":name", 1))
    #expect(line("abcdefghijkl", 12) == (":efghijkl", 9))
    #expect(line("abcdefghijkl", 0) == (":abcdefghi", 1))
    #expect(line("ab", 99) == (":ab", 3))
    #expect(line("ab\u{7}c", 1) == (":ab?c", 2))
    #expect(line("abc", 1, width: 1) == ("b", 0))
  }

  @Test func popupsCoverWhatIsBelow() {
    var drawn = Frame(size: Size(columns: 20, rows: 7), fill: Cell("x"))
    let below = PlacedPicture(
      rect: Rect(column: 3, row: 3, columns: 4, rows: 2),
      size: PixelSize(width: 32, height: 32), identity: 1, bytes: [])
    let beside = PlacedPicture(
      rect: Rect(column: 0, row: 0, columns: 2, rows: 2),
      size: PixelSize(width: 16, height: 32), identity: 2, bytes: [])
    drawn.pictures = [below, beside]
    let popup = Popup("Help", content: Size(columns: 8, rows: 2))
    let inside = popup.draw(in: Rect(drawn.size), of: &drawn, look: look)
    drawn.write("? help", in: inside)
    #expect(
      drawn.text == """
        xxxxxxxxxxxxxxxxxxxx
        xxxx┏ Help ━━━━┓xxxx
        xxxx┃ ? help   ┃xxxx
        xxxx┃          ┃xxxx
        xxxx┗━━━━━━━━━━┛xxxx
        xxxxxxxxxxxxxxxxxxxx
        xxxxxxxxxxxxxxxxxxxx
        """)
    #expect(drawn.pictures == [beside])
    #expect(drawn[4, 1].style == look.style(.popupBorder))
  }

  @Test func linesOfSpansAndParagraphs() {
    let line = SpanLine(
      [Span("quickstep", .accent), Span("   digits-flow · dpm++2m")],
      right: [Span("●", .running), Span(" 6/10")])
    let lines = [44, 24, 8, 4].map { width in
      frame(width, 1) { line.draw(in: $0, of: &$1, look: look) }.text
    }
    #expect(
      lines
        == [
          "quickstep   digits-flow · dpm++2m     ● 6/10", "quickstep   digi… ● 6/10", "q… ● 6/10",
          "● 6…",
        ].map { $0 == "q… ● 6/10" ? "… ● 6/10" : $0 })
    let text = Paragraph("No run yet: press r.\n\nAn exceptionallylongword here")
    #expect(
      text.lines(width: 10) == [
        "No run", "yet: press", "r.", "", "An", "exceptiona", "llylongwor", "d here",
      ])
    #expect(
      frame(10, 2) { _ = text.draw(in: $0, of: &$1, look: look) }.text == "No run\nyet: pres…")
  }

  @Test func everythingCanBeDrawnAtAnySize() {
    let items = (0..<9).map { List.Item("item \($0)", note: "note") }
    let widgets: [(Rect, inout Frame) -> Void] = [
      { Box("Title", number: 1, note: "note", isFocused: true).draw(in: $0, of: &$1, look: look) },
      { rect, frame in
        let sections = [nil, 2, 1, nil].map { BoxStack.Section(Box("Panel"), rows: $0) }
        for inside in BoxStack(sections).draw(in: rect, of: &frame, look: look) {
          frame.fill(inside, Cell("x"))
        }
      },
      { List(items, selected: 4, isFocused: true).draw(in: $0, of: &$1, look: look) },
      {
        Table(columns: [.init("a", width: 3), .init("b", width: 4)], rows: [["1"], ["2"]])
          .draw(in: $0, of: &$1, look: look)
      },
      { KnobRow("name", value: "10", note: "n").draw(in: $0, nameWidth: 6, of: &$1, look: look) },
      { KeyHints([.init("r", "run")], note: "note").draw(in: $0, of: &$1, look: look) },
      { TextField(prompt: "::", text: "text", cursor: 4).draw(in: $0, of: &$1, look: look) },
      { Popup("Title", content: Size(columns: 6, rows: 3)).draw(in: $0, of: &$1, look: look) },
      { SpanLine([Span("left")], right: [Span("right")]).draw(in: $0, of: &$1, look: look) },
      { Paragraph("some words to wrap").draw(in: $0, of: &$1, look: look) },
    ]
    for (index, draw) in widgets.enumerated() { #expect(staysInside(draw), "widget \(index)") }
  }

  @Test func everyGlyphHasAStandInOfOneCell() {
    for glyph in Glyph.allCases {
      let scalars = Array(glyph.rawValue.unicodeScalars)
      #expect(scalars.count == 2 && !scalars[0].isASCII && scalars[1].isASCII, "\(glyph)")
    }
    #expect(Set(Glyph.allCases.map(\.scalar)).count == Glyph.allCases.count)
    let drawn = frame(6, 1) { $1.write("σ→⣿ß…a", in: $0) }
    #expect(drawn.adapted(to: .ascii).text == "s>.?~a")
    #expect(drawn.adapted(to: .blocks) == drawn)
  }
}
