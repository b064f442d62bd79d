import Experiments
import Quickstep
import Runs
import Testing
import Workbench

@Suite struct TrainingTests {
  @Test func aTrainingIsStartedFromItsFile() {
    var store = TestStore()
    store.press("T")
    store.type("runs/small.toml")
    #expect(
      store.press("enter") == [.readSentence(family: "train", path: "runs/small.toml")])
    #expect(store.state.open == nil)
    #expect(!store.state.isRunActive)
    let effects = store.send([.sentenceRead(CannedTraining.sentence)])
    #expect(effects.contains(.start(CannedTraining.sentence, .running)))
    #expect(store.state.isRunActive)
    #expect(store.state.sentence == CannedTraining.sentence)
    store.press("u")
    #expect(store.state.plan == Plan.test)
  }

  @Test func aFileThatCannotBeReadChangesNothing() {
    var store = TestStore()
    store.press("T")
    store.type("a.toml")
    store.press("enter")
    store.send([.sentenceRefused(reason: "a.toml: there is no such file.")])
    #expect(store.state.message?.kind == .error)
    #expect(store.state.plan == Plan.test && store.state.history.past.isEmpty)
    #expect(!store.state.isRunActive)
  }

  /// A file may be read while something else has begun.
  @Test func aSentenceThatComesTooLateChangesNothing() {
    var store = TestStore()
    store.startTraining()
    var other = CannedTraining.sentence
    other["steps"] = .value(.integer(7))
    store.send([.sentenceRead(other)])
    #expect(store.state.sentence == CannedTraining.sentence)
    #expect(store.state.message?.text.hasSuffix("c ends it") == true)
  }

  @Test func aTrainingIsASentenceLikeAnyOther() {
    var store = TestStore()
    store.press(":")
    store.type("family train")
    store.press("enter")
    let opening = store.state.sentence
    #expect(opening.family == "train")
    for panel in ["1", "2", "3", "4"] {
      store.press(panel)
      let places = store.state.rows(of: store.state.focus).places
      #expect(!places.isEmpty)
      for place in places {
        let before = store.state.sentence
        #expect(!store.state.text(of: place).label.isEmpty)
        store.state = moved(store.state, to: place)
        store.press("+")
        store.press("-")
        store.press("delete")
        while store.state.sentence != before, !store.state.history.past.isEmpty { store.press("u") }
        #expect(store.state.sentence == before, "\(place)")
      }
    }
  }

  private func moved(_ state: State, to place: Place) -> State {
    var state = state
    for _ in 0..<80 where state.selectedPlace != place {
      _ = state.reduce(.keyPressed(.down))
    }
    return state
  }

  @Test func aNetworkFollowsItsData() {
    var store = TestStore()
    store.press(":")
    store.type("family train")
    store.press("enter")
    #expect(store.state.sentence.choice("network")?.name == "mlp")
    store.press(":")
    store.type("data digits")
    store.press("enter")
    #expect(store.state.sentence.choice("data")?.name == "digits")
    store.send([.modelInspected(family: "train", digits)])
    #expect(store.state.sentence.choice("network")?.name == "unet")
  }

  private var digits: ModelCard {
    var card = ModelCard("digits", kind: "data", labels: ["class": []])
    card.defaults = ["network": .component(Choice("unet"))]
    return card
  }

  @Test func thePaletteLeadsToThePrompt() {
    var store = TestStore()
    store.press(":")
    store.type("train")
    store.press("enter")
    guard case .browser(let browser) = store.state.open else {
      Issue.record("no prompt")
      return
    }
    #expect(browser.subject == .file(of: "train"))
    store.press("enter")
    #expect(store.state.message?.kind == .error)
  }

  @Test func onlyTOMLFilesCanBeTaken() {
    let entries = [
      FolderEntry("a.toml", isFolder: false), FolderEntry("b.json", isFolder: false, model: "JSON"),
      FolderEntry("c.toml", isFolder: true, model: "network"),
    ]
    #expect(entries.map(BrowserSubject.file(of: "train").kind) == ["TOML", nil, nil])
    #expect(entries.map(BrowserSubject.model.kind) == ["plan", "JSON", "network"])
  }

  @Test func panelsServeATraining() {
    var store = TestStore()
    store.startTraining()
    store.send([.runReported(CannedTraining.events(0...3))])
    let state = store.state
    #expect(state.run?.plan == nil)
    #expect(!state.isEdited)
    #expect(state.plottedNames == ["loss", "gradient"])
    #expect(state.shownPreview.kind.name == "EMA")
    #expect(shownPoints(state) == [1, 2])
    store.press("g")
    #expect(store.state.plottedNames == ["speed", "gradient"])
    store.press("[ [")
    #expect(store.state.run?.record?.step == 100)
    #expect(store.state.run?.previewPosition == 0)
    store.press("3 +")
    #expect(store.state.isEdited)
  }

  @Test func choicesForOneKindOfRunDoNotTroubleAnother() {
    var store = TestStore()
    store.press("g")
    #expect(store.state.plottedNames == ["ms", "change"])
    store.startTraining()
    store.send([.runReported(CannedTraining.events(0...1))])
    #expect(store.state.plottedNames == ["loss", "gradient"])
    let effects = store.press("d")
    #expect(effects.allSatisfy { if case .wake = $0 { true } else { false } })
    #expect(store.state.message?.text == "data: this run has one kind of preview")
  }

  @Test func theSpeedAndTheTimeLeftComeFromTheRecords() {
    var store = TestStore()
    store.startTraining()
    store.send([.runReported(CannedTraining.events(0...5))])
    // Steps of 8 points, 512 a second.
    #expect(store.state.run?.speed == 4096)
    #expect(store.state.run?.secondsLeft == 4000.0 / 4096)
    store.send([.runReported([.finished])])
    #expect(store.state.run?.secondsLeft == nil)
  }

  @Test func nothingElseStartsWhileATrainingIsUnderWay() {
    var store = TestStore()
    store.startTraining()
    for key in ["r", "T"] {
      #expect(!store.press(key).contains { if case .start = $0 { true } else { false } })
      #expect(store.state.message?.text.hasSuffix("c ends it") == true)
      #expect(store.state.open == nil)
    }
    #expect(store.press("c") == [.cancel])
    store.send([.runReported([.started(CannedTraining.start), .cancelled])])
    #expect(store.press("r") == [.start(CannedTraining.sentence, .running)])
  }

  @Test func leavingATrainingIsAskedForTwice() {
    var store = TestStore()
    store.startTraining()
    #expect(!store.press("q").contains(.quit))
    #expect(store.state.message?.text.hasPrefix("A training is under way") == true)
    #expect(!store.press("down q").contains(.quit))
    #expect(store.press("C-c") == [.quit])
    var idle = TestStore()
    #expect(idle.press("q") == [.quit])
    idle.press("r")
    #expect(idle.press("q") == [.quit])
  }

  @Test func aSavedModelCanBeChosen() {
    var store = TestStore()
    store.startTraining()
    store.send([
      .runReported(CannedTraining.events(0...1) + [.saved(model: "out/moons", step: 100)])
    ])
    #expect(store.state.message?.text == "Saved as the model out/moons, step 100.")
    #expect(!store.state.modelList.contains { $0.name == "out/moons" })
    store.press("u")
    #expect(store.state.modelList.last?.name == "out/moons")
    let count = store.state.modelList.count
    store.send([.runReported([.saved(model: "out/moons", step: 200)])])
    #expect(store.state.modelList.count == count)
  }

  @Test func aCheckpointDoesNotHideAnError() {
    var store = TestStore()
    store.startTraining()
    store.send([
      .modelRefused(name: "x", reason: "There is no such file."),
      .runReported([.saved(model: "out", step: 1)]),
    ])
    #expect(store.state.message?.text == "There is no such file.")
  }

  @Test func loadingAModelCanBeStopped() {
    for key in ["c", "esc"] {
      var store = TestStore()
      store.press("r")
      store.send([.runReported([.loading(0.25)])])
      #expect(store.state.launch?.loaded == 0.25)
      #expect(store.press(key) == [.cancel])
      store.send([.runReported([.cancelled])])
      #expect(!store.state.isRunActive)
    }
  }
}

extension TestStore {
  mutating func startTraining() {
    press("T")
    type("a.toml")
    press("enter")
    send([.sentenceRead(CannedTraining.sentence)])
  }
}

private func shownPoints(_ state: State) -> [Double]? {
  guard case .points(let points) = state.shownPreview.preview else { return nil }
  return points.values
}
