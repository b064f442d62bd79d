import Quickstep
import Runs
import Testing
import Workbench

@Suite struct BrowserTests {
  /// A tree of folders; those whose names begin with `net` hold networks.
  static let tree: [String: [String]] = [
    "": ["models/", "notes.txt", "net-here/"],
    "models/": ["net-a/", "net-b/", "plain/", "mixture.json", "bad\u{1B}[2J/"],
    "models/plain/": [], "models/net-a/": ["config.json"], "net-here/": ["config.json"],
    "models/bad\u{1B}[2J/": ["net\u{7}/"], "../": ["here/"],
  ]

  static func listing(_ folder: String) -> FolderListing {
    func kind(_ name: String) -> String? {
      name.hasPrefix("net") ? "network" : name.hasSuffix(".json") ? "JSON" : nil
    }
    guard let names = tree[folder] else {
      return FolderListing(folder: folder, place: folder, entries: [], problem: "\(folder): no")
    }
    let inside = folder.split(separator: "/").last.map(String.init) ?? ""
    return FolderListing(
      folder: folder, place: "/here/" + folder,
      entries: names.map { name in
        let isFolder = name.hasSuffix("/")
        let name = isFolder ? String(name.dropLast()) : name
        return FolderEntry(name, isFolder: isFolder, model: kind(name))
      }, model: inside.hasPrefix("net") ? "network" : nil)
  }

  /// Presses keys, and answers what is asked for folders.
  struct Walker {
    var store = TestStore()
    private(set) var asked: [String] = []

    mutating func press(_ keys: String) {
      for key in keys.split(separator: " ") { answer(store.press(String(key))) }
    }

    mutating func type(_ text: String) {
      for scalar in text.unicodeScalars { answer(store.type(String(scalar))) }
    }

    private mutating func answer(_ effects: [Effect]) {
      for effect in effects {
        guard case .listFolder(let folder) = effect else { continue }
        asked.append(folder)
        store.send([.folderListed(BrowserTests.listing(folder))])
      }
    }

    var browser: Browser? {
      if case .browser(let browser) = store.state.open { browser } else { nil }
    }

    var pointed: String? {
      guard let browser, let index = browser.pointed else { return nil }
      return browser.entries[index].name
    }

    var model: String { store.state.plan.model.name }
  }

  @Test func foldersAreOpenedAndLeft() {
    var walker = Walker()
    walker.press("o down")
    #expect(walker.pointed == "..")
    walker.press("j enter")
    #expect(walker.browser?.path == "models/")
    #expect(walker.browser?.entries.map(\.name).first == "..")
    walker.press("j j j enter h")
    #expect(walker.browser?.path == "models/")
    #expect(walker.pointed == "plain")
    walker.press("backspace")
    #expect(walker.browser?.path == "" && walker.pointed == "models")
    walker.press("left")
    #expect(walker.browser?.path == "../")
    #expect(walker.asked == ["", "models/", "models/plain/", "models/", "", "../"])
    walker.press("esc")
    #expect(walker.store.state.open == nil && walker.model == "ring-8")
  }

  @Test func aFolderThatHoldsAModelIsTakenOrEntered() {
    var walker = Walker()
    walker.press("o down down enter down enter")
    #expect(walker.model == "models/net-a" && walker.browser == nil)
    walker.press("u o down down enter down l")
    #expect(walker.browser?.path == "models/net-a/")
    #expect(walker.browser?.folder?.model == "network")
    walker.press("/ enter")
    #expect(walker.model == "models/net-a")
    walker.press("u o down pagedown enter")
    #expect(walker.model == "./net-here")
    #expect(walker.store.effects.contains(.inspectModel(Choice("./net-here"))))
  }

  @Test func tabCompletesAndThenGoesRound() {
    var walker = Walker()
    walker.press("o")
    walker.type("mo")
    walker.press("tab")
    #expect(walker.browser?.path == "models/")
    walker.type("n")
    walker.press("tab")
    #expect(walker.browser?.path == "models/net-" && walker.pointed == nil)
    walker.press("tab")
    #expect(walker.browser?.path == "models/net-a" && walker.pointed == "net-a")
    walker.press("tab")
    #expect(walker.browser?.path == "models/net-b")
    walker.press("tab S-tab")
    #expect(walker.browser?.path == "models/net-b")
    walker.press("backspace tab enter")
    #expect(walker.browser?.path == "models/net-a" || walker.model == "models/net-a")
  }

  @Test func nothingToComplete() {
    var walker = Walker()
    walker.press("o")
    walker.type("models/zz")
    walker.press("tab")
    #expect(
      walker.store.state.message?.text == "No name in this folder begins with \"zz\".")
  }

  @Test func tabWaitsForTheFolder() {
    var store = TestStore()
    store.press("o")
    store.type("models/pl")
    store.press("tab")
    store.send([.folderListed(Self.listing("models/"))])
    guard case .browser(let browser) = store.state.open else {
      Issue.record("closed")
      return
    }
    #expect(browser.path == "models/plain/")
    store.press("C-u")
    store.type("others/")
    store.press("tab x")
    store.send([.folderListed(Self.listing("others/"))])
    guard case .browser(let browser) = store.state.open else {
      Issue.record("closed")
      return
    }
    #expect(browser.path == "others/x")
  }

  @Test func enterOpensAPlainFolderAndTriesTheRest() {
    var walker = Walker()
    walker.press("o")
    walker.type("models")
    walker.press("enter")
    #expect(walker.browser?.path == "models/" && walker.pointed == "..")
    walker.press("tab C-u")
    walker.type("models/mixture.json")
    walker.press("enter")
    #expect(walker.model == "models/mixture.json")
    walker.press("o")
    walker.type("/none/at all")
    walker.press("enter")
    #expect(walker.model == "/none/at all")
  }

  @Test func namesFullOfEscapesAreHarmlessAndUsable() {
    var walker = Walker()
    walker.press("o")
    walker.type("models/b")
    walker.press("tab")
    #expect(walker.browser?.input.text == #"models/bad\e[2J/"#)
    #expect(walker.browser?.path == "models/bad\u{1B}[2J/")
    walker.type("n")
    walker.press("tab")
    #expect(walker.browser?.input.text == #"models/bad\e[2J/net\u{7}/"#)
    walker.press("backspace")
    #expect(walker.browser?.path == "models/bad\u{1B}[2J/net\u{7}")
    walker.press("backspace tab")
    #expect(walker.asked.allSatisfy { !$0.contains("\\e") })
    walker.press("esc o down j enter pagedown enter j enter")
    #expect(walker.model == "models/bad\u{1B}[2J/net\u{7}")
  }

  @Test func anAnswerThatComesLateIsDropped() {
    var store = TestStore()
    #expect(store.press("o") == [.listFolder("")])
    #expect(store.type("models/") == [.listFolder("models/")])
    store.send([.folderListed(Self.listing(""))])
    guard case .browser(let browser) = store.state.open else {
      Issue.record("closed")
      return
    }
    #expect(browser.folder == nil)
    store.send([.folderListed(Self.listing("models/"))])
    store.press("esc")
    store.send([.folderListed(Self.listing(""))])
    #expect(store.state.open == nil)
    #expect(store.press("o") == [.listFolder("")])
  }

  /// A listing that comes late does not take the keys from the line.
  @Test func aLateListingLeavesTheLineItsKeys() {
    var store = TestStore()
    store.press("o")
    store.type("models/")
    store.send([.folderListed(Self.listing("models/"))])
    store.press("down h /")
    store.send([.folderListed(Self.listing(""))])
    guard case .browser(let browser) = store.state.open else {
      Issue.record("closed")
      return
    }
    #expect(browser.selected == nil)
  }

  @Test func theLineGetsTheKeysBack() {
    var walker = Walker()
    walker.press("o down down k k")
    #expect(walker.pointed == nil && walker.browser != nil)
    walker.press("down x")
    #expect(walker.browser?.input.text == "x" && walker.browser?.selected == nil)
    walker.press("down")
    #expect(walker.browser?.selected == 0 && walker.browser?.entries.isEmpty == true)
    walker.press("enter l j k esc")
    #expect(walker.store.state.open == nil)
  }

  @Test func everyKeyOfTheListDoesOneThing() {
    let keys = BrowserKey.all.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(!keys.contains(.escape))
  }
}
