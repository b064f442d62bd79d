import Experiments
import Testing
import Workbench

/// The panel of kept runs, by its keys.
@Suite struct KeptRunTests {
  /// Opens the panel and answers with five runs.
  private func opened() throws -> TestStore {
    var store = TestStore()
    let asked = store.press("9")
    let search = try #require(Self.search(asked))
    #expect(search.filter == "" && search.order == .newest)
    store.answer(.found(search, [5, 4, 3, 2, 1], total: 5, store.rows([5, 4, 3, 2, 1])))
    return store
  }

  private static func search(_ effects: [Effect]) -> HistorySearch? {
    for case .history(.find(let search)) in effects { return search }
    return nil
  }

  @Test func asksOnceAndShowsWhatComes() throws {
    var store = try opened()
    #expect(store.state.kept.runs == [5, 4, 3, 2, 1])
    #expect(store.state.kept.selected == 5)
    #expect(store.press("down") == [.history(.thumbnail(4))])
    #expect(store.press("up down") == [.history(.thumbnail(5)), .history(.thumbnail(4))])
    // Again closes it, and nothing is asked any more.
    store.press("9")
    #expect(store.state.lowerPanel == nil && store.state.focus == .model)
    store.answer(.added)
    #expect(Self.search(store.press("j")) == nil)
  }

  @Test func aKeptRunIsForkedInItsMiddle() throws {
    var store = try opened()
    let row = try #require(store.state.kept.selectedRow?.row)
    let sentence = try store.state.families.sentence(runLine: row.line)
    store.press("K")
    let steps = try #require(sentence.plan).steps
    #expect(store.state.sentence.origin == Origin(steps / 2, of: sentence))
    #expect(store.state.sentence.settings == sentence.settings)
  }

  @Test func narrowsAsOneTypes() throws {
    var store = try opened()
    store.press("/")
    let effects = store.type("err<1")
    let filters = effects.compactMap { effect -> String? in
      if case .history(.find(let search)) = effect { search.filter } else { nil }
    }
    #expect(filters == ["e", "er", "err", "err<", "err<1"])
    let last = try #require(Self.search([effects[effects.count - 1]]))
    // An answer to an older question changes nothing.
    store.answer(.found(HistorySearch(filter: "e", order: .newest), [1], total: 5, []))
    #expect(store.state.kept.runs?.count == 5)
    store.answer(.found(last, [2], total: 5, store.rows([2])))
    store.press("enter")
    #expect(store.state.kept.selected == 2)
    #expect(store.state.kept.filter == "err<1")
    store.press("/")
    store.press("esc")
    #expect(store.state.kept.filter == "")
  }

  @Test func saysWhatIsWrongWithAFilterAndKeepsTheList() throws {
    var store = try opened()
    store.press("/")
    let search = try #require(Self.search(store.type("e")))
    store.answer(.misread(search, reason: "no such name"))
    #expect(store.state.kept.problem == "no such name")
    #expect(store.state.kept.runs?.count == 5)
  }

  @Test func changesMarkedRunsTogetherAndTakesThatBack() throws {
    var store = try opened()
    store.press("m")
    #expect(store.state.kept.marks == [5])
    store.press("down M")
    #expect(store.state.kept.marks == [5, 4, 3])
    let delete = store.press("x")
    #expect(delete == [.history(.change(.delete([3, 4, 5])))])
    store.answer(.changed(.delete([3, 4, 5]), [3, 4, 5]))
    #expect(store.press("u").contains(.history(.change(.undo(.restore([3, 4, 5]))))))
    store.answer(.changed(.undo(.restore([3, 4, 5])), [3, 4, 5]))
    // Only once.
    store.press("u")
    #expect(store.state.message?.text == "undo runs: nothing has been changed here")
    store.press("a")
    #expect(store.state.kept.marks == [1, 2, 3, 4, 5])
    store.press("a")
    #expect(store.state.kept.marks.isEmpty)
  }

  @Test func tagsAndRefusesWhatIsNoTag() throws {
    var store = try opened()
    store.press("t")
    store.type("two words")
    #expect(store.press("enter").isEmpty)
    #expect(store.state.message?.kind == .error)
    store.press("esc esc t")
    store.type("keep")
    #expect(store.press("enter") == [.history(.change(.tag([5], "keep")))])
    store.press("T")
    store.type("keep")
    #expect(store.press("enter") == [.history(.change(.untag([5], "keep")))])
  }

  @Test func makesARunThePlanAndRunsItAgain() throws {
    var store = try opened()
    store.press("down enter")
    #expect(store.state.plan.steps == 4)
    #expect(store.state.launch == nil)
    let effects = store.press("up r")
    #expect(store.state.plan.steps == 5)
    #expect(effects.contains(.start(store.state.sentence, .running)))
  }

  @Test func ordersByWhatTheRunHas() throws {
    var store = try opened()
    var names: [String?] = []
    for _ in 0..<4 { names.append(Self.search(store.press("o"))?.order.name) }
    #expect(names == ["error", "sliced-w2", "spent", "seconds"])
    #expect(Self.search(store.press("O"))?.order.direction == .falling)
    #expect(Self.search(store.press("o"))?.order == .newest)
  }

  @Test func saysOnceThatTheHistoryCannotBeUsed() {
    var store = TestStore()
    store.press("9")
    store.answer(.refused(reason: "the disk is full. Free some space."))
    #expect(store.state.message?.kind == .error)
    #expect(store.state.kept.runs == [])
    store.press("esc 9 r")
    #expect(store.state.launch != nil)
  }

  @Test func offersThePlanOfAKilledWorkbench() {
    let store = TestStore()
    var killed = store.state.sentence
    killed["steps"] = .value(.integer(33))
    var state = State(
      store.state.families, store.state.sentence, themes: ["dark"], theme: "dark",
      offered: killed)
    _ = state.reduce(.opened)
    #expect(state.message?.text == "The workbench was killed last time; U takes its plan back.")
    #expect(state.sentence == store.state.sentence)
    _ = state.reduce(.keyPressed(.character("U")))
    #expect(state.sentence == killed)
  }
}

extension TestStore {
  fileprivate mutating func answer(_ answer: HistoryAnswer) { send([.history(answer)]) }

  /// Runs that took as many steps as their number says.
  fileprivate func rows(_ numbers: [Int64]) -> [KeptRun] {
    numbers.map { number in
      KeptRun(
        HistoryRow(
          number: number, identity: RunIdentity("\(number)"), made: 0, family: "sample",
          line: "quickstep:1 --model ring-8 --steps \(number)", end: .finished,
          spent: Int(number), unit: "NFE", seconds: 0,
          scores: [
            KeptScore(
              name: "sliced-w2", unit: "", value: Estimate(mean: 1, spread: 0.1),
              floor: Estimate(mean: 0.5, spread: 0.1))
          ], numbers: ["error": 0.1]), among: state.families)
    }
  }
}
