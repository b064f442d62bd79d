import Quickstep
import Runs

/// A key of the list in which a model's path is chosen: one table for the list and for help.
public struct BrowserKey: Sendable {
  public let keys: [Key]
  public let summary: String
  let perform: @Sendable (inout State, Browser) -> Void

  public static let all: [BrowserKey] = [
    BrowserKey(keys: [.up, .character("k")], summary: "one up; from the first, to the line") {
      $0.browse($1) { $0.move(by: -1) }
    },
    BrowserKey(keys: [.down, .character("j")], summary: "one down") {
      $0.browse($1) { $0.move(by: 1) }
    },
    BrowserKey(keys: [.pageUp], summary: "ten up") { $0.browse($1) { $0.move(by: -10) } },
    BrowserKey(keys: [.pageDown], summary: "ten down") { $0.browse($1) { $0.move(by: 10) } },
    BrowserKey(keys: [.enter], summary: "take the model, or open the folder") {
      $0.takeEntry(of: $1)
    },
    BrowserKey(keys: [.right, .character("l")], summary: "open the folder") {
      $0.openEntry(of: $1)
    },
    BrowserKey(keys: [.left, .character("h"), .backspace], summary: "to the folder above") {
      $0.browse($1) { $0.leave() }
    },
    BrowserKey(keys: [.tab, .character("/")], summary: "type the path") {
      $0.browse($1) { $0.startTyping() }
    },
  ]
}

extension State {
  mutating func pressInBrowser(_ browser: Browser, _ key: Key) -> KeyFate {
    if browser.selected != nil, let entry = BrowserKey.all.first(where: { $0.keys.contains(key) }) {
      entry.perform(&self, browser)
      return .taken([])
    }
    switch key {
    case .escape: return .passedOn
    case .enter: takeTyped(browser)
    case .tab: complete(browser, by: 1)
    case .backTab: complete(browser, by: -1)
    case .down, .control("n"): browse(browser) { $0.move(by: 1) }
    case .pageDown: browse(browser) { $0.move(by: 10) }
    default: _ = withOpenField { $0.take(key) }
    }
    return .taken([])
  }

  /// Asks what lies in the folder that the line has come to.
  mutating func askForFolder() -> [Effect] {
    guard case .browser(var browser) = open, browser.asked != browser.typed.folder else {
      return []
    }
    let folder = browser.typed.folder
    browser.asked = folder
    open = .browser(browser)
    return [.listFolder(folder)]
  }

  mutating func learn(_ listing: FolderListing) {
    if case .browser(let browser) = open { browse(browser) { $0.take(listing) } }
  }

  fileprivate mutating func browse(_ browser: Browser, _ change: (inout Browser) -> Void) {
    var browser = browser
    change(&browser)
    open = .browser(browser)
  }

  private mutating func complete(_ browser: Browser, by count: Int) {
    guard browser.folder != nil else { return inform("The folder is still being read.") }
    var browser = browser
    guard browser.complete(by: count) else {
      return inform("No name in this folder begins with \"\(browser.typed.name)\".")
    }
    open = .browser(browser)
  }

  fileprivate mutating func takeEntry(of browser: Browser) {
    guard let entry = browser.entry, entry.model != nil || !entry.isFolder else {
      return openEntry(of: browser)
    }
    let folder = browser.typed.folder
    openModel(at: (folder.isEmpty ? "./" : folder) + entry.name)
  }

  fileprivate mutating func openEntry(of browser: Browser) {
    guard let entry = browser.entry, entry.isFolder else { return }
    browse(browser) { browser in
      if entry.name == ".." {
        browser.leave()
      } else {
        browser.enter(browser.typed.folder + entry.name + "/")
      }
    }
  }

  /// Enter in the line: a folder without a model is opened, everything else is taken for a model.
  private mutating func takeTyped(_ browser: Browser) {
    let path = browser.path
    if let entry = browser.typedEntry, entry.isFolder, entry.model == nil {
      browse(browser) { $0.enter(path + "/") }
    } else if browser.typed.name.isEmpty, !path.isEmpty, let folder = browser.folder,
      folder.problem == nil
    {
      guard folder.model != nil else { return browse(browser) { $0.enter(path) } }
      openModel(at: path == "/" ? path : String(path.dropLast()))
    } else if path == browser.input.text {
      openModel(path)
    } else {
      openModel(at: path)
    }
  }

  /// Takes the model at a path that may hold any characters.
  private mutating func openModel(at path: String) {
    attempt(.word(.model)) { state in
      var plan = state.plan
      try state.choose(path, for: .model, in: &plan)
      return plan
    }
    open = nil
  }
}
