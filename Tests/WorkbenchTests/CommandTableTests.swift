import Testing
import Workbench

/// Commands with keys of one's own.
@Suite struct CommandTableTests {
  private static func binding(_ pairs: (String, String)...) -> (
    table: CommandTable, conflicts: [CommandTable.Conflict]
  ) {
    CommandTable.binding(
      pairs.map { ($0, $1.split(separator: " ").map { Key(name: $0)! }) })
  }

  private static func store(_ pairs: (String, String)...) -> TestStore {
    let bindings = pairs.map { ($0, $1.split(separator: " ").map { Key(name: $0)! }) }
    var store = TestStore()
    let state = store.state
    store.state = State(
      state.families, state.sentence, themes: state.themes, theme: state.theme,
      commands: CommandTable.binding(bindings).table)
    return store
  }

  /// Every command can be given the keys that it declares, alone and all at once.
  @Test func whatIsDeclaredConflictsWithNothing() {
    for command in Command.all {
      #expect(CommandTable.binding([(command.name, command.keys)]).conflicts.isEmpty)
    }
    let all = CommandTable.binding(Command.all.map { ($0.name, $0.keys) })
    #expect(all.conflicts.isEmpty)
    #expect(all.table.all.map(\.keys) == Command.all.map(\.keys))
    for command in Command.all {
      #expect(all.table.footerKeys(of: command) == command.footer?.keys ?? "")
    }
  }

  @Test func aKeyThatIsTakenStaysWhereItIs() {
    let (table, conflicts) = Self.binding(("run", "n"), ("zoom", "F6"))
    #expect(conflicts.map(\.command) == ["run"] && conflicts.map(\.other) == ["step"])
    #expect(conflicts.map(\.key) == [.character("n")])
    #expect(table["run"]?.keys == [.character("r")] && table["zoom"]?.keys == [.function(6)])
  }

  @Test func keysCanBeExchanged() {
    let (table, conflicts) = Self.binding(("run", "n"), ("step", "r"))
    #expect(conflicts.isEmpty)
    #expect(table.withKey(.character("n")).contains { $0.name == "run" })
    #expect(table.withKey(.character("r")).contains { $0.name == "step" })
  }

  /// Of two that would have one key the later keeps its own, and so on.
  @Test func conflictsAreTakenBackLastFirst() {
    let (table, conflicts) = Self.binding(("run", "F6"), ("zoom", "F6"), ("theme", "F7"))
    #expect(conflicts.map(\.command) == ["zoom"])
    #expect(table["run"]?.keys == [.function(6)] && table["theme"]?.keys == [.function(7)])
  }

  @Test func controlCAlwaysLeaves() {
    let (table, conflicts) = Self.binding(("quit", "F10"), ("run", "C-c"))
    #expect(conflicts.map(\.command) == ["run"])
    #expect(table["quit"]?.keys == [.function(10), .control("c")])
    var store = Self.store(("quit", "F10"))
    store.press(":")
    #expect(store.press("C-c").contains(.quit))
  }

  @Test func aCommandWithoutAKeyIsInThePaletteAlone() {
    var store = Self.store(("undo", ""), ("run", "F6"))
    store.press("u")
    #expect(store.state.message?.text == "u does nothing here; press ? for the keys.")
    #expect(store.state.key("undo") == ":undo" && store.state.key("run") == "F6")
    #expect(store.press("F6").contains { if case .start = $0 { true } else { false } })
    store.press("c 3 +")
    store.press("[")
    #expect(store.state.message?.text == "back: no run yet; press F6")
  }

  @Test func footersNameTheKeysThatAreBound() {
    let (table, _) = Self.binding(("more", "F3"), ("less", "F2"), ("undo", ""), ("run", "F6 r"))
    let keys = Dictionary(
      uniqueKeysWithValues: table.all.map { ($0.name, table.footerKeys(of: $0)) })
    #expect(keys["less"] == "F2 F3" && keys["undo"] == "" && keys["run"] == "F6")
    #expect(keys["front-back"] == "[ ]" && keys["step"] == "n")
  }

  /// The themes are looked at as the list is walked; esc puts back the one before.
  @Test func themesAreLookedAtBeforeOneIsTaken() {
    var store = TestStore()
    #expect(store.state.themes == ["dark", "light"] && store.state.theme == "dark")
    store.press("t down")
    #expect(store.state.theme == "light" && store.state.chosenTheme == nil)
    store.press("esc")
    #expect(store.state.theme == "dark" && store.state.chosenTheme == nil)
    store.press("t down enter")
    #expect(store.state.theme == "light" && store.state.chosenTheme == "light")
    #expect(store.state.open == nil)
    // The list opens where one is.
    store.press("t")
    #expect(store.state.theme == "light")
    store.type("dark")
    #expect(store.state.theme == "dark" && store.state.chosenTheme == "light")
  }
}
