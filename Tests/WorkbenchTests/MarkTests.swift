import Experiments
import Quickstep
import Runs
import Testing
import Workbench

/// Marked runs, and comparing them by key.
@Suite struct MarkTests {
  private static func store() -> TestStore {
    var store = TestStore()
    store.press("r")
    store.report(steps: 2, then: .finished)
    return store
  }

  /// With one run marked, the difference is found in two keys.
  @Test func twoKeysFindTheDifference() throws {
    var store = Self.store()
    let first = store.state.sentence
    store.press("v 3 + r")
    store.report(steps: 2, then: .finished)
    let second = store.state.sentence
    #expect(first != second)
    let effects = store.press("v V")
    #expect(effects.contains(.compare([first, second])))
    #expect(!effects.contains { if case .start = $0 { true } else { false } })
    #expect(store.state.isRunActive && store.state.marks.map(\.sentence) == [first, second])
    let texts = store.state.markTexts
    #expect(texts.count == 2 && texts[0].hasPrefix("A ") && texts[1].hasPrefix("B "))
    // What is shown then is no run to mark.
    store.send([
      .runReported([
        .started(
          RunStart(first, outline: store.state.forecast.outline, compared: 2)),
        .step(
          RunRecord(
            step: 0, values: store.state.forecast.outline.statistics.map { _ in nil }, spent: 0),
          nil),
      ])
    ])
    #expect(store.state.runNote == "2 compared")
    store.press("v")
    #expect(
      store.state.marks.count == 2 && store.state.message?.text.contains("comparison") == true)
  }

  @Test func aMarkIsTakenAwayByTheSameKey() {
    var store = Self.store()
    store.press("v")
    #expect(store.state.marks.count == 1 && store.state.isMarked(store.state.sentence))
    store.press("v")
    #expect(store.state.marks.isEmpty)
    store.press("v V")
    #expect(store.state.message?.text.hasPrefix("compare: mark two runs first") == true)
  }

  @Test func nothingIsMarkedWithoutARun() {
    var store = TestStore()
    store.press("v")
    #expect(store.state.marks.isEmpty && store.state.message?.text == "mark: no run yet; press r")
    store.press("M")
    #expect(store.state.open == nil)
  }

  @Test func marksAreListedAndCleared() {
    var store = Self.store()
    let first = store.state.sentence
    store.press("v 3 + r")
    store.report(steps: 2, then: .finished)
    store.press("v M")
    #expect(store.state.open == .marks(0))
    store.press("j j")
    #expect(store.state.open == .marks(1))
    store.press("k enter")
    #expect(store.state.open == nil && store.state.sentence == first)
    store.press("M j x")
    #expect(store.state.marks.map(\.sentence) == [first] && store.state.open == .marks(0))
    store.press("X")
    #expect(store.state.marks.isEmpty && store.state.open == nil)
  }
}
