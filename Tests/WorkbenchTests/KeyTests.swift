import Quickstep
import Runs
import Testing
import Workbench

/// What keys of the keyboard mean, whatever has the focus.
@Suite struct KeyTests {
  static let sizes = [(40, 12), (80, 24), (120, 36), (200, 50)]

  static func store(_ size: (Int, Int)) -> TestStore {
    var store = TestStore()
    store.send([.resized(columns: size.0, rows: size.1)])
    return store
  }

  @Test(arguments: sizes) func digitsAlwaysChoosePanels(_ columns: Int, _ rows: Int) {
    var random = Repeatable(state: UInt64(columns))
    var store = Self.store((columns, rows))
    store.press("r")
    store.report(steps: 10, then: .finished)
    let moves: [Key] = [.up, .down, .left, .right, .home, .end, .tab, .character("z")]
    for _ in 0..<300 {
      store.send([.keyPressed(moves.randomElement(using: &random)!)])
      let panel = Panel.allCases.randomElement(using: &random)!
      let plan = store.state.plan
      store.press("\(panel.rawValue)")
      // A lower panel is closed by its own digit.
      #expect((store.state.focus == panel || panel.isLower) && store.state.open == nil)
      #expect(store.state.plan == plan)
    }
  }

  @Test func valuesAreTypedAfterEnterOrEquals() {
    for key in ["enter", "="] {
      var store = TestStore()
      store.press("3 \(key) 2 5 enter")
      #expect(store.state.plan.steps == 25)
      store.press("\(key) left 3 enter")
      #expect(store.state.plan.steps == 235)
    }
  }

  @Test func listsOpenAndCloseWhereSettingsAreLines() {
    var store = Self.store((80, 24))
    #expect(store.state.panelAbove == nil)
    store.press("j j")
    #expect(store.state.focus == .steps && store.state.panelAbove == nil)
    store.press("enter")
    #expect(store.state.panelAbove == .steps)
    store.press("2")
    #expect(store.state.panelAbove == .solver)
    store.press("2")
    #expect(store.state.focus == .solver && store.state.panelAbove == nil)
    store.press("2 enter")
    #expect(store.state.panelAbove == nil)
    store.press("1 esc")
    #expect(store.state.focus == .model && store.state.panelAbove == nil)
    // A change is never made out of sight.
    store.press("3 down down 3 +")
    #expect(store.state.panelAbove == .steps)
    store.press("5")
    #expect(store.state.panelAbove == nil && store.state.focus == .preview)
    store.press("1 r")
    #expect(store.state.panelAbove == nil)
  }

  @Test func listsAreAlwaysOpenElsewhere() {
    for size in Self.sizes where size != (80, 24) {
      var store = Self.store(size)
      store.press("2 2 3 3 esc esc")
      #expect(store.state.panelAbove == nil && store.state.focus == .steps)
      store.press("+")
      #expect(store.state.plan.steps == 11)
    }
  }

  @Test func aRunComesIntoSightWhereThereIsOnePanel() {
    for keys in ["r", "n"] {
      for size in Self.sizes {
        var store = Self.store(size)
        store.press("3 \(keys)")
        #expect(store.state.focus == (size == (40, 12) ? .preview : .steps))
      }
    }
  }

  @Test func theEndsAreThoseOfWhatHasTheFocus() {
    var store = Self.store((120, 36))
    store.press("r")
    store.report(steps: 10, then: .finished)
    let plan = store.state.plan
    // The list of models, then the values below it.
    store.press("1 end")
    #expect(store.state.plan.model.name == TestStore.models.last?.name)
    store.press("home")
    #expect(store.state.plan == plan && store.state.run?.walkedTo == nil)
    store.press("l end home")
    #expect(store.state.selectedPlace == Place("batch"))
    // The levels.
    store.press("3 end")
    #expect(store.state.selectedPlace == Place("grid", element: 10))
    store.press("C-u")
    #expect(store.state.selectedPlace == Place("grid", element: 0))
    store.press("C-d home")
    #expect(store.state.selectedPlace == Place("steps"))
    #expect(store.state.run?.walkedTo == nil)
    // The table.
    store.press("6 C-u")
    #expect(store.state.run?.position == 0)
    store.press("C-d")
    #expect(store.state.run?.position == 10)
    store.press("home")
    #expect(store.state.run?.position == 0)
    store.press("end")
    #expect(store.state.run?.walkedTo == nil)
    // The pages of pictures.
    store.press("5 down pagedown C-d")
    #expect(store.state.previewPage == 3)
    store.press("end up")
    #expect(store.state.previewPage == -2)
    store.press("home")
    #expect(store.state.previewPage == 0)
    #expect(store.state.run?.walkedTo == nil && store.state.plan == plan)
  }

  @Test func detailsOfAStepLetTheOtherKeysThrough() {
    var store = Self.store((80, 24))
    store.press("r")
    store.report(steps: 10, then: .finished)
    store.press("6 enter [ [")
    #expect(store.state.open == .details(0) && store.state.run?.position == 8)
    store.press("j j end k")
    #expect(store.state.open == .details(-2) && store.state.run?.position == 8)
    store.press("h")
    #expect(store.state.run?.position == 7)
    store.press("esc")
    #expect(store.state.open == nil && store.state.focus == .trajectory)
    #expect(store.state.run?.position == 7)
    store.press("enter 3")
    #expect(store.state.open == nil && store.state.panelAbove == .steps)
  }

  /// In one state or another no command has an obstacle, its key does it, and the palette has it.
  @Test(arguments: sizes) func everyCommandIsReachable(_ columns: Int, _ rows: Int) {
    var finished = Self.store((columns, rows))
    finished.press("r")
    finished.report(steps: 10, then: .finished)
    var edited = finished
    edited.press("3 + u +")
    var undone = edited
    undone.press("u")
    var written = finished
    written.press("3 end enter")
    if written.state.plan.handWrittenLevels == nil { written.press("enter") }
    var running = Self.store((columns, rows))
    running.press("r")
    running.report(steps: 3)
    let start = Self.store((columns, rows))
    let searchable = State(opening: BestTests.families, columns: columns, rows: rows)
    var saved = written
    saved.send([
      .choicesSaved([
        SavedChoice(
          kind: "grid", name: "mine", choice: written.state.plan.grid,
          origin: "quickstep:1 --model ring-8")
      ])
    ])
    var kept = Self.store((columns, rows))
    kept.press("9")
    kept.send([
      .history(.found(HistorySearch(filter: "", order: .newest), [1], total: 1, [])),
      .history(.changed(.delete([2]), [2])),
    ])
    let killed = State(
      start.state.families, start.state.sentence, themes: ["dark"], theme: "dark",
      offered: start.state.sentence, columns: columns, rows: rows)
    var marked = finished
    marked.press("v 3 + r")
    marked.report(steps: 10, then: .finished)
    marked.press("v")
    var forked = finished
    forked.press("[ K")
    var coupled = Self.store((columns, rows))
    for key in ["2 x enter", "3 y enter", "4 z enter", "1"] { coupled.press(key) }
    var swept = Self.store((columns, rows))
    swept.press("8")
    let sweep = Sweep(
      swept.state.sentence,
      try! ["solver=euler,heun", "steps=2,3", "seed=1,2"].map { try AxisGrammar.axis($0) })
    let plan = try! SweepPlan(sweep, among: swept.state.families) { _ in
      ModelCard("ring-8", kind: "mixture")
    }
    swept.send([
      .runReported([.sweep(.planned(plan, kept: [], note: nil)), .sweep(.finished)])
    ])
    let states =
      [start, finished, edited, undone, written, running, saved, kept, marked, forked, swept].map(
        \.state)
      + [searchable, killed, coupled.state]
    for command in Command.all {
      let usable = states.first { command.obstacle($0) == nil }
      #expect(usable != nil, "\(command.name)")
      for key in command.keys {
        #expect(CommandTable.standard.withKey(key).contains { $0.name == command.name })
      }
      let listed = (usable ?? start.state).paletteEntries(command.name).contains { entry in
        if case .command(let found) = entry.kind { found.name == command.name } else { false }
      }
      #expect(listed, "\(command.name) is not in the palette")
    }
  }
}
