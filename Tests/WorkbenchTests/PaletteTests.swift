import Quickstep
import Testing
import Workbench

@Suite struct PaletteTests {
  func plan(after text: String) -> (plan: Plan, message: Message?) {
    var store = TestStore()
    store.press(":")
    store.type(text)
    store.press("enter")
    return (store.state.plan, store.state.message)
  }

  @Test func commandsRunByName() {
    var store = TestStore()
    store.press(":")
    store.type("run")
    #expect(store.press("enter") == [.start(.sample(Plan.test), .running)])
    #expect(store.state.open == nil)
  }

  @Test func wordsSetThePlan() {
    #expect(plan(after: "steps 12").plan.steps == 12)
    #expect(plan(after: "solver heun").plan.solver == Choice("heun"))
    #expect(plan(after: "grid karras:rho=5").plan.grid == Choice("karras", ["rho": .real(5)]))
    #expect(plan(after: "model /a b/c.json").plan.model == Choice("/a b/c.json"))
  }

  @Test func flagsChangeThePresentPlan() {
    let plan = plan(after: "--grid karras:rho=5 --steps 3").plan
    #expect(plan.steps == 3)
    #expect(plan.grid == Choice("karras", ["rho": .real(5)]))
    #expect(plan.solver == Plan.test.solver)
  }

  @Test func aRunLineReplacesThePlan() {
    var store = TestStore()
    store.press("3 +")
    store.send([.pasted("  quickstep:1 --model moons --solver euler\nrm -rf /\n")])
    store.press("enter")
    #expect(store.state.plan.runLine == "quickstep:1 --model moons --solver euler")
    store.press("u")
    #expect(store.state.plan.steps == 11)
  }

  @Test func whatIsWrongIsSaidAndTheTextStays() {
    var store = TestStore()
    store.press(":")
    store.type("steps 0")
    store.press("enter")
    #expect(store.state.plan == Plan.test)
    #expect(store.state.message?.text == "steps cannot be \"0\". Use a value of 1 … 1000.")
    guard case .palette(let palette) = store.state.open else {
      Issue.record("the palette was closed")
      return
    }
    #expect(palette.input.text == "steps 0")
    #expect(plan(after: "zzzz").message?.kind == .error)
  }

  @Test func tabCompletes() {
    var store = TestStore()
    store.press(":")
    store.type("solver heu")
    store.press("tab")
    guard case .palette(let palette) = store.state.open else { return }
    #expect(palette.input.text == "solver heun")
  }

  /// What stands first for a text.
  private func first(_ text: String) -> String? {
    var store = TestStore()
    store.send([.previewModesFound(usable: ["sixel", "halfblocks"], automatic: "sixel")])
    return store.state.paletteEntries(text).first?.title
  }

  @Test(arguments: [
    ("heun", "solver heun"), ("karras", "grid karras"), ("digits", "model digits"),
    ("cosine", "schedule cosine"), ("cfg", "guidance cfg"), ("moons", "model moons"),
    ("theme light", "theme light"), ("light", "theme light"), ("sixel", "picture sixel"),
    ("picture auto", "picture auto"), ("run", "run"), ("quit", "quit"), ("theme", "theme"),
    // Close misspellings.
    ("huen", "solver heun"), ("karas", "grid karras"), ("theme lihgt", "theme light"),
    ("solver huen", "solver heun"), ("sovler heun", "solver heun"), ("sixle", "picture sixel"),
    ("digts", "model digits"), ("exponental", "grid exponential"),
  ]) func valuesAreFoundByName(typed: String, expected: String) {
    #expect(first(typed) == expected)
  }

  @Test func everyValueIsFoundByItsName() {
    for word in Plan.words.all {
      // What only a checkpoint says is no value of other models.
      for declaration in word.options?.declarations ?? []
      where declaration.name != "none" && declaration.name != "checkpoint" {
        let entries = TestStore().state.paletteEntries(declaration.name)
        #expect(entries.contains { $0.title == "\(word.key) \(declaration.name)" })
      }
    }
  }

  @Test func whatIsFoundByNameIsSet() {
    #expect(plan(after: "heun").plan.solver == Choice("heun"))
    #expect(plan(after: "karas").plan.grid == Choice("karras"))
    #expect(plan(after: "moons").plan.model == Choice("moons"))
    var store = TestStore()
    store.send([.previewModesFound(usable: ["sixel", "ascii"], automatic: "sixel")])
    for (text, value) in [("theme lihgt", \State.theme), ("ascii", \.previewModes.current)] {
      store.press(":")
      store.type(text)
      store.press("enter")
      #expect(["light", "ascii"].contains(store.state[keyPath: value]))
    }
    #expect(store.state.plan == Plan.test)
    // A number that is near is another one.
    #expect(plan(after: "class 12").message?.kind == .error)
  }

  @Test(arguments: [("heu", "solver heun"), ("karas", "grid karras"), ("lihgt", "theme light")])
  func tabCompletesValues(typed: String, expected: String) {
    var store = TestStore()
    store.press(":")
    store.type(typed)
    store.press("tab")
    guard case .palette(let palette) = store.state.open else { return }
    #expect(palette.input.text == expected)
  }

  @Test func theLineOfEveryPlanIsReadBack() {
    var store = TestStore()
    for key in ["3 +", "2 k k", "4 + down + +", "e", "1 j"] {
      store.press(key)
      let line = store.state.plan.runLine
      var other = TestStore()
      other.send([.pasted(line)])
      other.press("enter")
      #expect(other.state.plan == store.state.plan)
    }
  }
}
