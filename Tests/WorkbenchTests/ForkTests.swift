import Experiments
import Quickstep
import Runs
import Testing
import Workbench

/// Runs that are forked by key.
@Suite struct ForkTests {
  private static func store() -> TestStore {
    var store = TestStore()
    store.press("r")
    store.report(steps: 4, then: .finished)
    return store
  }

  @Test func aStepShownIsGoneOnFrom() throws {
    var store = Self.store()
    let first = store.state.sentence
    store.press("[ [ K")
    #expect(store.state.sentence.origin == Origin(2, of: first))
    #expect(store.state.message?.text.hasPrefix("The plan goes on from step 2") == true)
    // The plan is changed as ever, and its line says where it comes from.
    store.press("3 +")
    let fork = store.state.sentence
    #expect(fork.origin == Origin(2, of: first) && fork.settings != first.settings)
    let mentions = store.state.family.mentions(of: fork)
    #expect(mentions[1] == "from step 2 of steps 10")
    #expect(store.state.forecast.outline.forks == [2])
    let effects = store.press("r")
    #expect(effects.contains(.start(fork, .running)))
    // At another step of the run shown it goes on from there, with the plan as it is.
    store.press("[ K")
    #expect(store.state.sentence.settings == fork.settings)
    #expect(store.state.sentence.origin == Origin(3, of: first))
  }

  @Test func aForkIsDroppedAndUndone() {
    var store = Self.store()
    let whole = store.state.sentence
    store.press("M-k")
    #expect(store.state.message?.text == "drop fork: the plan is no fork")
    store.press("[ K")
    let fork = store.state.sentence
    store.press("M-k")
    #expect(store.state.sentence == whole)
    store.press("u")
    #expect(store.state.sentence == fork)
    store.press("u")
    #expect(store.state.sentence == whole)
  }

  @Test func nothingIsForkedWithoutARun() {
    var store = TestStore()
    store.press("K")
    #expect(store.state.sentence.origin == nil)
    #expect(store.state.message?.text == "fork: no run yet; press r")
  }

  @Test func thePaletteMovesAndDropsIt() {
    var store = Self.store()
    store.press("[ K :")
    store.type("--fork-step 2")
    store.press("enter")
    #expect(store.state.sentence.origin?.step == 2)
    store.press(":")
    store.type("--fork-of none")
    store.press("enter")
    #expect(store.state.sentence.origin == nil)
  }
}
