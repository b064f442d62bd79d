import Experiments
import Quickstep
import Runs
import Testing
import Workbench

/// Choices are kept by name and taken again, and sentences spell them out.
@Suite struct SavingTests {
  /// A store whose grid is written by hand.
  private func edited() -> TestStore {
    var store = TestStore()
    store.press("3 end enter up x up i up -")
    return store
  }

  private func kept(_ store: inout TestStore, as name: String) throws -> SavedChoice {
    store.press("w")
    store.type(name)
    let effects = store.press("enter")
    guard case .save(let choices) = effects.first, choices.count == 1 else {
      throw Unsaved(message: store.state.message?.text)
    }
    store.send([.choicesSaved(choices)])
    return choices[0]
  }

  @Test func levelsAreKeptOfferedAndSpelledOut() throws {
    var store = edited()
    let plan = store.state.plan
    #expect(plan.handWrittenLevels?.count == 11)
    let saved = try kept(&store, as: "mine")
    #expect(
      saved
        == SavedChoice(
          kind: "grid", name: "mine", choice: plan.grid, origin: "quickstep:1 --model ring-8"))
    #expect(store.state.open == nil && store.state.message?.kind == .info)
    let sigmas = try #require(plan.handWrittenLevels)

    // In the list of grids, from anywhere.
    store.press(":")
    store.type("grid karras")
    store.press("enter")
    #expect(store.state.plan.grid == Choice("karras"))
    store.press("home")
    for _ in 0..<20 where store.state.selectedPlace != Place("grid") { store.press("down") }
    store.press("enter")
    guard case .chooser(let chooser) = store.state.open else {
      Issue.record("no list")
      return
    }
    #expect(chooser.options.last?.value == "mine")
    #expect(chooser.options.last?.summary.hasPrefix("saved for --model ring-8") == true)
    store.type("mine")
    store.press("enter")
    #expect(store.state.plan.handWrittenLevels == sigmas && store.state.plan.steps == 10)
    #expect(!store.state.plan.runLine.contains("mine"))
    store.press("u")
    #expect(store.state.plan.grid == Choice("karras"))
  }

  @Test(arguments: ["grid mine", "--grid mine --seed 9", "quickstep sample --grid mine"])
  func theNameIsTyped(_ text: String) throws {
    var store = edited()
    let saved = try kept(&store, as: "mine")
    store.press("u u u u")
    store.press(":")
    store.type(text)
    store.press("enter")
    #expect(store.state.plan.grid == saved.choice)
  }

  /// A run line means the same to everybody.
  @Test func aRunLineKnowsNoNames() throws {
    var store = edited()
    _ = try kept(&store, as: "mine")
    store.send([.pasted("quickstep:1 --model ring-8 --grid mine")])
    store.press("enter")
    #expect(store.state.message?.kind == .error)
  }

  @Test(arguments: ["karras", "all", "-x", "two words", "a/b", ".hidden", ""])
  func namesThatCannotBe(_ name: String) {
    var store = edited()
    store.press("w")
    store.type(name)
    #expect(store.press("enter").allSatisfy { if case .wake = $0 { true } else { false } })
    #expect(store.state.message?.kind == .error)
    guard case .saving = store.state.open else {
      Issue.record("the field was closed")
      return
    }
    store.press("esc esc")
    #expect(store.state.open == nil && store.state.saved.all.isEmpty)
  }

  @Test func whatIsSavedAgainTakesThePlace() throws {
    var store = edited()
    let first = try kept(&store, as: "mine")
    store.press("end up -")
    let second = try kept(&store, as: "mine")
    #expect(first.choice != second.choice && store.state.saved.all == [second])
  }

  @Test func whatHasANameSaysSo() {
    var store = TestStore()
    store.press("3 w")
    #expect(store.state.message?.text == "save: as it is declared; it has a name")
    store.press("6 w")
    #expect(store.state.message?.text == "write: no run is shown; press r")
  }

  @Test func aSolverIsKeptFromItsPanel() throws {
    var store = TestStore()
    store.press(":")
    store.type("solver unipc:order=3")
    store.press("enter 2")
    let saved = try kept(&store, as: "uni3")
    #expect(saved.kind == "solver" && saved.choice == Choice("unipc", ["order": .integer(3)]))
    store.press(":")
    store.type("solver heun")
    store.press("enter :")
    store.type("uni3")
    store.press("enter")
    #expect(store.state.plan.solver == saved.choice)
  }

  /// A saved solver is a line of the list, and no line can hold the cursor.
  @Test func theListHasWhatWasKept() throws {
    var store = TestStore()
    store.press(":")
    store.type("solver \(solvers.options.grouped.last!.name)")
    store.press("enter 2 l")
    let base = store.state.plan.solver
    for _ in 0..<20 where store.state.plan.solver == base { store.press("+ down") }
    let saved = try kept(&store, as: "mine")
    let names = solvers.options.grouped.map(\.name).filter { $0 != "checkpoint" } + ["mine"]
    #expect(store.state.rows(of: .solver).options.map(\.self) == names.map(Row.option))
    #expect(store.state.chosen(in: .solver) == "mine")
    store.press("h home")
    for name in names {
      #expect(store.state.chosen(in: .solver) == name)
      if name != "mine" { store.press("down") }
    }
    #expect(store.state.plan.solver == saved.choice)
    for name in names.reversed() {
      #expect(store.state.chosen(in: .solver) == name)
      store.press("up")
    }
  }

  /// What a search has found is kept by one key, for the search that found it.
  @Test func whatWasFoundIsKept() throws {
    var state = State(
      BestTests.families, BestTests.families.all[1].standard, themes: ["dark"], theme: "dark")
    let search = state.sentence
    _ = state.reduce(.keyPressed(.character("r")))
    var best = SearchPlan(search).plan
    best.grid = Choice("list", ["sigmas": .list([80, 3, 0.5, 0])])
    let start = RunRecord(
      step: 0, values: state.forecast.outline.statistics.map { _ in nil }, spent: 0)
    _ = state.reduce(
      .runReported([
        .started(RunStart(search, outline: state.forecast.outline)), .step(start, nil),
        .found(
          Finding(
            "Better.", columns: [], rows: [],
            sentence: Sentence(family: "sample", settings: best.settings))),
        .finished,
      ]))
    _ = state.reduce([.keyPressed(.character("w")), .pasted("found-1")])
    let effects = state.reduce(.keyPressed(.enter))
    #expect(
      effects == [
        .save([
          SavedChoice(
            kind: "grid", name: "found-1", choice: best.grid,
            origin: BestTests.families.runLine(search))
        ])
      ])
  }

  /// The key is asked for twice, and any other keeps what was saved.
  @Test func whatWasSavedIsDeleted() throws {
    var store = edited()
    let saved = try kept(&store, as: "mine")
    #expect(store.press("X").allSatisfy { if case .wake = $0 { true } else { false } })
    store.press("down X")
    #expect(store.state.saved.all == [saved] && store.state.message?.text.contains("again") == true)
    #expect(store.press("X").first == .delete(saved))
    store.send([.choiceDeleted(saved)])
    #expect(store.state.saved.all.isEmpty && store.state.message?.kind == .info)
    // What the sentence says stays.
    #expect(store.state.plan.grid == saved.choice)
    store.press("X")
    #expect(store.state.message?.text == "delete saved: here is nothing that was saved")
  }

  @Test func whatWasSavedIsDeletedInItsList() throws {
    var store = edited()
    let saved = try kept(&store, as: "mine")
    store.press("home")
    for _ in 0..<20 where store.state.selectedPlace != Place("grid") { store.press("down") }
    store.press("enter")
    store.type("mine")
    store.press("delete")
    #expect(store.press("delete").first == .delete(saved))
    store.send([.choiceDeleted(saved)])
    guard case .chooser(let chooser) = store.state.open else {
      Issue.record("the list was closed")
      return
    }
    #expect(!chooser.all.contains { $0.value == "mine" })
  }

  @Test func whatWasSavedGetsAnotherName() throws {
    var store = edited()
    let saved = try kept(&store, as: "mine")
    store.press("W backspace backspace backspace backspace")
    store.type("karras")
    store.press("enter")
    #expect(store.state.message?.kind == .error)
    for _ in 0..<6 { store.press("backspace") }
    store.type("ours")
    let new = SavedChoice(
      kind: "grid", name: "ours", choice: saved.choice, origin: saved.origin)
    #expect(store.press("enter").first == .rename(saved, to: new))
    store.send([.choiceRenamed(saved, to: new)])
    #expect(store.state.saved.all == [new])
    store.press("W enter")
    #expect(store.state.open == nil)
  }

  @Test func aRefusalIsSaid() {
    var store = edited()
    store.send([.savingRefused(reason: "/nowhere: cannot be written.")])
    #expect(store.state.message?.kind == .error)
  }

  /// What could not be read at the start is said first, and stays until it is dropped.
  @Test func whatWasWrongBefore() {
    var state = State(
      .test(), Sentence.sample(.test), themes: ["dark"], theme: "dark", problem: "Something is odd."
    )
    _ = state.reduce(.opened)
    #expect(state.message?.text == "Something is odd." && state.message?.kind == .error)
    _ = state.reduce(.keyPressed(.escape))
    #expect(state.message == nil)
  }
}

private struct Unsaved: Error {
  let message: String?
}
