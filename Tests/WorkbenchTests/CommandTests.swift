import Quickstep
import Testing
import Workbench

@Suite struct CommandTests {
  @Test func everyKeyBelongsToOneCommand() {
    // A key may mean something else where a panel of its own has the focus.
    let elsewhere: Set = ["write", "delete-level"]
    let keys = Command.all.filter { command in
      ![.history, .sweep].contains(command.category) && !elsewhere.contains(command.name)
    }.flatMap { command in
      command.keys.map { ($0, command.name) }
    }
    let byKey = Dictionary(grouping: keys, by: \.0).filter { $0.value.count > 1 }
    #expect(byKey.isEmpty)
    for command in Command.all {
      #expect(!command.keys.isEmpty, "\(command.name) has no key")
      for key in command.keys {
        #expect(CommandTable.standard.withKey(key).contains { $0.name == command.name })
        #expect(Key(name: key.name) == key)
      }
    }
  }

  @Test func everyCommandHasANameAndALine() {
    let names = Command.all.map(\.name)
    #expect(Set(names).count == names.count)
    for command in Command.all {
      #expect(command.name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || $0 == "-" })
      #expect(!command.summary.isEmpty && command.summary.count <= 48, "\(command.name)")
      #expect(!command.summary.hasSuffix("."))
      #expect(Plan.words.all.allSatisfy { $0.key != command.name }, "\(command.name) is a word")
    }
  }

  @Test func whatCannotBeUsedSaysWhyInAFewWords() {
    var store = TestStore()
    let obstacles = Command.all.filter { $0.isHere(store.state) }.compactMap { command in
      command.obstacle(store.state).map { (command, $0) }
    }
    #expect(
      obstacles.map(\.0.name) == [
        "insert-level", "couple-x", "couple-y", "couple-z", "recover", "pause", "cancel", "best",
        "order", "statistics", "back", "forward", "first-step", "last-step", "fork", "drop-fork",
        "mark", "compare", "marks",
        "clear-marks", "undo", "redo", "save", "rename-saved", "delete-saved",
      ])
    for (command, reason) in obstacles {
      #expect(!reason.isEmpty && reason.count <= 40)
      for key in command.keys {
        let effects = store.send([.keyPressed(key)])
        #expect(store.state.message?.text.hasSuffix(reason) == true)
        #expect(effects.allSatisfy { if case .wake = $0 { true } else { false } })
      }
    }
  }

  @Test func footersHaveDifferentImportance() {
    let importance = Command.all.compactMap(\.footer?.importance)
    #expect(Set(importance).count == importance.count)
  }

  @Test func aKeyWithoutACommandPointsToHelp() {
    var store = TestStore()
    store.press("F9")
    #expect(store.state.message?.text == "F9 does nothing here; press ? for the keys.")
    #expect(store.state.message?.kind == .info)
  }
}
