import Quickstep
import Testing
import Workbench

@Suite struct EditTests {
  /// The first character takes the place of what stood there; keys that edit do not.
  @Test func typedDigitsReplaceAValue() {
    var store = TestStore()
    store.press("3 enter 2 5 enter")
    #expect(store.state.plan.steps == 25)
    #expect(store.state.open == nil)
    store.press("= backspace enter")
    #expect(store.state.plan.steps == 2)
    store.press("= 7 7 esc")
    #expect(store.state.plan.steps == 2)
  }

  @Test func aValueOutOfRangeNamesTheRangeAndLosesNothing() {
    var store = TestStore()
    store.press("3 enter 9 9 9 9 enter")
    #expect(store.state.plan.steps == 10)
    #expect(store.state.message?.kind == .error)
    #expect(store.state.message?.text == "steps cannot be \"9999\". Use a value of 1 … 1000.")
    guard case .edit(Place("steps"), let input) = store.state.open else {
      Issue.record("the field was closed")
      return
    }
    #expect(input.text == "9999")
    store.press("backspace enter")
    #expect(store.state.plan.steps == 999)
    #expect(store.state.message == nil)
  }

  @Test func repeatedStepsOfOneValueAreOneChange() {
    var store = TestStore()
    store.press("3 + + + + -")
    #expect(store.state.plan.steps == 13)
    store.press("u")
    #expect(store.state.plan == Plan.test)
    store.press("C-r")
    #expect(store.state.plan.steps == 13)
    store.press("down +")
    #expect(store.state.plan.schedule != Plan.test.schedule || store.state.history.past.count == 1)
    store.press("u u u")
    #expect(store.state.plan == Plan.test)
  }

  @Test func movingThroughAListChoosesAndRemembersKnobs() {
    var store = TestStore()
    store.press("2")
    let names = solvers.options.grouped.map(\.name).filter { $0 != Choice.checkpoint.name }
    let index = names.firstIndex(of: Plan.test.solver.name)!
    store.press("k")
    #expect(store.state.plan.solver.name == names[index - 1])
    for _ in names { store.press("k") }
    #expect(store.state.plan.solver.name == names[0])
    store.press("l +")
    let knobs = store.state.plan.solver.knobs
    #expect(!knobs.isEmpty)
    store.press("h j")
    #expect(store.state.plan.solver == Choice(names[1]))
    store.press("k")
    #expect(store.state.plan.solver.knobs == knobs)
  }

  @Test func theLevelsCanBeWrittenByHand() throws {
    var store = TestStore()
    let levels = store.state.levelSigmas
    store.press("3 pagedown pagedown pagedown")
    guard let index = store.state.selectedPlace?.element else {
      Issue.record("the cursor is not on a level")
      return
    }
    #expect(index == levels.count - 1)
    store.press("up up +")
    #expect(store.state.message?.kind == .error)
    store.press("esc enter")
    #expect(store.state.plan.handWrittenLevels == levels)
    store.press("enter 0 . 0 5 enter")
    #expect(store.state.plan.handWrittenLevels?[8] == 0.05)
    #expect(try store.state.plan.makeGrid().grid.levels.count == 11)
    store.press("i")
    #expect(store.state.plan.handWrittenLevels?.count == 12)
    #expect(store.state.plan.steps == 11)
    store.press("x x")
    #expect(store.state.plan.handWrittenLevels?.count == 10)
    store.press("u u u u u")
    #expect(store.state.plan == Plan.test)
  }

  @Test func aLevelOutOfOrderIsRefused() {
    var store = TestStore()
    store.press("3 end up enter enter 9 9 enter")
    #expect(store.state.message?.kind == .error)
    #expect(store.state.message?.text.contains("out of order") == true)
    store.press("esc")
    #expect(store.state.plan.handWrittenLevels == TestStore().state.levelSigmas)
  }

  @Test func defaultsComeBack() {
    var store = TestStore()
    store.press("3 + + down down + delete up up delete")
    #expect(store.state.plan == Plan.test)
  }

  @Test func choicesOpenAList() {
    var store = TestStore()
    store.press("4 enter")
    guard case .chooser(let chooser) = store.state.open else {
      Issue.record("no list")
      return
    }
    #expect(chooser.options.map(\.value) == guidances.declarations.map(\.name))
    store.type("interval")
    store.press("enter")
    #expect(store.state.plan.guidance.name == "cfg-interval")
  }

  @Test func theFilterNarrowsTheList() {
    var store = TestStore()
    store.press("2 / h e u n")
    let names = solvers.declarations.filter {
      "\($0.name) \($0.title)".lowercased().contains("heun")
    }
    #expect(store.state.rows(of: .solver).options == names.map { .option($0.name) })
    store.press("enter")
    #expect(store.state.plan.solver.name == "heun")
    #expect(store.state.rows(of: .solver).options.count == solvers.declarations.count)
    store.press("/ z z z enter")
    #expect(store.state.plan.solver.name == "heun")
  }

  @Test func aModelIsInspectedOnceWhenItIsChosen() {
    var store = TestStore()
    let effects = store.press("1 j j k j")
    #expect(effects == [.inspectModel(Choice("digits"))])
    let names = (0..<10).map(String.init)
    store.send([
      .modelInspected(
        .test("digits", "data 512", classes: names))
    ])
    store.press("4 down + +")
    #expect(store.state.plan.classes == .one("0"))
    store.press("enter 7 enter")
    #expect(store.state.plan.classes == .one("7"))
    store.press("enter")
    store.type("x")
    #expect(store.state.open != nil)
  }

  @Test func pathsOpenModels() {
    var store = TestStore()
    store.press("o")
    store.type("/data/my pictures")
    #expect(store.press("enter") == [.inspectModel(Choice("/data/my pictures"))])
    #expect(store.state.modelList.last?.name == "/data/my pictures")
    #expect(store.state.modelList.map(\.name).contains("/data/my pictures"))
  }

  @Test func aModelThatCannotBeLoadedLeavesTheList() {
    var store = TestStore()
    store.press("o")
    store.type("/none")
    store.press("enter")
    #expect(
      store.send([.modelRefused(name: "/none", reason: "/none: there is no such file.")]) == [])
    #expect(store.state.message?.text == "/none: there is no such file. u takes the model back.")
    store.press("esc u")
    #expect(store.state.plan == Plan.test)
    #expect(store.state.modelList.map(\.name) == TestStore.models.map(\.name))
    store.press("o")
    store.type("/none")
    #expect(store.press("enter") == [.inspectModel(Choice("/none"))])
  }

  @Test func aHugePasteIsCut() {
    var store = TestStore()
    store.press("3 enter 5")
    let text = String(repeating: "1", count: 10_000_000)
    store.send([.pasted(text)])
    guard case .edit(_, let input) = store.state.open else {
      Issue.record("the field was closed")
      return
    }
    #expect(input.scalars.count == 256)
    #expect(store.state.message?.kind == .info)
    store.press("esc")
    #expect(store.state.plan == Plan.test)
  }
}
