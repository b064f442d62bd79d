import Experiments
import Runs
import Testing
import Workbench

/// What is shown of a run leaves the workbench: as files, and as a run line.
@Suite struct WritingTests {
  private func finished() -> TestStore {
    var store = TestStore()
    store.press("r")
    store.report(steps: 10, then: .finished)
    return store
  }

  @Test(arguments: [("5", "png"), ("6", "csv"), ("7", "json")])
  func panelsProposeANameForWhatTheyShow(panel: String, ending: String) {
    var store = finished()
    store.press(panel)
    store.press("w")
    guard case .writing(let writing) = store.state.open else {
      Issue.record("nothing is written")
      return
    }
    #expect(writing.input.text.hasPrefix("ring-8-") && writing.input.text.hasSuffix(".\(ending)"))
    let effects = store.press("enter")
    #expect(effects == [.write(writing.input.text, writing.form!, .kept)])
    store.send([.written(path: writing.input.text)])
    #expect(store.state.open == nil && store.state.message?.text.contains(ending) == true)
  }

  /// A file that is there is replaced when enter is pressed again, under this name only.
  @Test func filesAreReplacedWhenAskedTwice() {
    var store = finished()
    store.press("5 w C-u")
    store.type("a.npy")
    #expect(store.press("enter") == [.write("a.npy", .npy, .kept)])
    store.send([.writingMet(path: "a.npy")])
    #expect(store.press("enter") == [.write("a.npy", .npy, .replaced)])
    store.send([.savingRefused(reason: "no room")])
    #expect(store.state.message?.kind == .error)
    store.press("esc C-u")
    store.type("b.npy")
    #expect(store.press("enter") == [.write("b.npy", .npy, .kept)])
  }

  @Test func anEndingThatSaysNothingIsRefused() {
    var store = finished()
    store.press("6 w C-u")
    store.type("table")
    #expect(store.press("enter").isEmpty)
    #expect(store.state.message?.text.contains(".csv") == true)
  }

  @Test func nothingIsWrittenBeforeARun() {
    var store = TestStore()
    store.press("5 w")
    #expect(store.state.open == nil && store.state.message?.text.contains("press r") == true)
  }

  /// The terminal is asked once; after that the key copies at once.
  @Test func runLinesAreCopiedAfterOneQuestion() {
    var store = finished()
    let line = store.state.families.runLine(store.state.sentence)
    #expect(store.press("5 y").isEmpty)
    guard case .line(let shown) = store.state.open else {
      Issue.record("no line")
      return
    }
    #expect(shown.text == line && shown.status == .shown)
    #expect(store.press("y") == [.copy(line)])
    store.press("esc")
    #expect(store.press("y") == [.copy(line)])
  }

  @Test func aPictureOrPresetOpensAsAPlan() {
    var store = TestStore()
    store.press("o")
    store.type("a.png")
    #expect(store.press("enter").contains(.readPlan("a.png")))
    var read = store.state.sentence
    read["steps"] = .value(.integer(7))
    store.send([.planRead(read)])
    #expect(store.state.plan.steps == 7 && store.state.launch == nil)
    store.press("u")
    #expect(store.state.plan.steps == 10)
  }

  @Test func aPresetIsTakenFromTheList() {
    var store = TestStore()
    #expect(store.press("M-o") == [.listPresets])
    let options = ["first", "second"].map { ChoiceOption($0, $0, "of two", group: "bundled") }
    store.send([.presetsListed(options)])
    #expect(store.press("j enter") == [.readPreset("second")])
    store.send([.sentenceRefused(reason: "second cannot be read.")])
    store.press("esc")
    guard case .presets = store.state.open else {
      Issue.record("the list has gone")
      return
    }
    store.press("/")
    store.type("first")
    #expect(store.press("enter") == [.readPreset("first")])
    store.send([.planRead(store.state.sentence)])
    #expect(store.state.open == nil)
  }
}
