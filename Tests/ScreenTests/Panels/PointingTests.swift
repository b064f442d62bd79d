import Quickstep
import Screen
import Testing
import Workbench

/// What a mouse does: a frame tells what lies where, and the state does what is asked over it.
@Suite struct PointingTests {
  static let display = DisplayCapabilities(colorDepth: .trueColor, glyphs: .braille)

  static func frame(_ state: State) -> Frame {
    render(state, theme: Canned.theme("dark"), display: display)
  }

  /// The state after a deed over a cell; the same where there is nothing.
  static func state(_ state: State, after deed: Mouse.Deed, column: Int, row: Int) -> State {
    var state = state
    if let pointer = frame(state).pointer(column: column, row: row) {
      _ = state.reduce(.pointed(deed, pointer))
    }
    return state
  }

  /// The state after a click on the first cell that leads to `pointer`.
  static func state(_ state: State, clicking pointer: Pointer) -> State? {
    let frame = frame(state)
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns
      where frame.pointer(column: column, row: row) == pointer {
        return self.state(state, after: .pressed, column: column, row: row)
      }
    }
    return nil
  }

  static let states =
    ScreensTests.sizes.flatMap { size in
      ScreensTests.scenes.map { $0.make(size, Canned.modes) }
    }

  /// What can be pointed at in a state; each once.
  static func pointers(_ state: State) -> Set<Pointer> { Set(frame(state).targets.map(\.pointer)) }

  @Test(arguments: states.indices) func theWheelChangesNoSettingAnywhere(_ index: Int) {
    let state = Self.states[index]
    for pointer in Self.pointers(state) {
      for deed in [Mouse.Deed.wheeledUp, .wheeledDown, .dragged, .released] {
        var after = state
        _ = after.reduce(.pointed(deed, pointer))
        #expect(after.sentence == state.sentence && after.focus == state.focus, "\(pointer)")
      }
    }
  }

  @Test(arguments: states.indices) func whatIsPointedAtLiesOnTheScreen(_ index: Int) {
    let state = Self.states[index]
    let screen = Rect(column: -1, row: -1, columns: state.columns + 2, rows: state.rows + 2)
    for target in Self.frame(state).targets {
      #expect(target.rect.intersection(screen) == target.rect, "\(target)")
    }
  }

  @Test func aClickFocusesAPanel() {
    for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)] {
      for panel in Panel.allCases where !panel.isLower {
        let state = Canned.finished(Canned.state(size)).pressing("M-6")
        guard let after = Self.state(state, clicking: .panel(panel)) else { continue }
        #expect(after.focus == panel && after.sentence == state.sentence)
      }
    }
  }

  @Test func aClickChoosesInAListAndASecondOpensAValue() throws {
    let state = Canned.state(Size(columns: 120, rows: 40)).pressing("2")
    let unipc = try #require(Self.state(state, clicking: .row(.solver, .option("unipc"))))
    #expect(unipc.chosen(in: .solver) == "unipc" && unipc.focus == .solver)
    let line = Row.place(Place("steps"))
    let steps = Pointer.row(.steps, line)
    let shown = state.pressing("3")
    let chosen = try #require(Self.state(shown.pressing("end"), clicking: steps))
    #expect(chosen.cursor == line && chosen.open == nil)
    let opened = try #require(Self.state(chosen, clicking: steps))
    guard case .edit = opened.open else {
      Issue.record("the second click opens the value")
      return
    }
  }

  @Test func aClickOnTableOrPlotJumpsToTheStep() throws {
    let state = Canned.finished(Canned.state(Size(columns: 120, rows: 40)))
    for step in [0, 3, 7] {
      let after = try #require(Self.state(state, clicking: .step(step)))
      #expect(after.run?.position == step && after.focus == .trajectory)
    }
    // The plot's strips stand below the table, and none is missing.
    let pointed = Set(Self.frame(state).targets.filter { $0.rect.rows > 2 }.map(\.pointer))
    #expect((0...7).allSatisfy { pointed.contains(.step($0)) })
  }

  @Test func entriesAreSelectedThenTaken() throws {
    let state = Canned.state(Size(columns: 80, rows: 24)).pressing(":")
    let selected = try #require(Self.state(state, clicking: .entry(2)))
    guard case .palette(let palette) = selected.open else {
      Issue.record("the palette stays open")
      return
    }
    #expect(palette.selected == 2)
    let taken = try #require(Self.state(selected, clicking: .entry(2)))
    #expect(taken.open != selected.open)
    // A click beside it closes it.
    let beside = Self.state(state, after: .pressed, column: 1, row: 22)
    #expect(beside.open == nil)
  }

  @Test func theWheelTurnsAListAndTheNextKeyTurnsItBack() throws {
    let state = Canned.state(Size(columns: 120, rows: 40)).pressing("2")
    let list = try #require(
      Self.frame(state).targets.last { $0.pointer == .row(.solver, .option("unipc")) })
    var turned = state
    for _ in 0..<4 {
      turned = Self.state(turned, after: .wheeledDown, column: list.rect.column, row: list.rect.row)
    }
    #expect(Self.frame(turned).text != Self.frame(state).text)
    #expect(turned.lines(scrolledIn: .solver) == 12)
    #expect(turned.pressing("j").lines(scrolledIn: .solver) == 0)
  }
}
