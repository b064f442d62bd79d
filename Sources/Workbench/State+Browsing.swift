import Experiments
import Runs

/// A key of the list in which a path is chosen: one table for the list and for help.
public struct BrowserKey: Sendable {
  public let keys: [Key]
  public let summary: String
  let perform: @Sendable (inout State, Browser) -> [Effect]

  public static let all: [BrowserKey] = [
    BrowserKey(keys: [.up, .character("k")], summary: "one up; from the first, to the line") {
      $0.browse($1) { $0.move(by: -1) }
    },
    BrowserKey(keys: [.down, .character("j")], summary: "one down") {
      $0.browse($1) { $0.move(by: 1) }
    },
    BrowserKey(keys: [.pageUp, .control("u")], summary: "ten up") {
      $0.browse($1) { $0.move(by: -10) }
    },
    BrowserKey(keys: [.pageDown, .control("d")], summary: "ten down") {
      $0.browse($1) { $0.move(by: 10) }
    },
    BrowserKey(keys: [.home], summary: "to the first") { $0.browse($1) { $0.move(to: .first) } },
    BrowserKey(keys: [.end], summary: "to the last") { $0.browse($1) { $0.move(to: .last) } },
    BrowserKey(keys: [.enter], summary: "take it, or open the folder") {
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
      return .taken(entry.perform(&self, browser))
    }
    switch key {
    case .escape: return .passedOn
    // In the list, where keys are commands.
    case .character("q") where browser.selected != nil: return .passedOn
    case .enter: return .taken(takeTyped(browser))
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
    guard case .browser(var browser) = open else { return }
    browser.take(listing)
    open = .browser(browser)
    if browser.folder != nil, let count = browser.tabWaiting { complete(browser, by: count) }
  }

  @discardableResult
  fileprivate mutating func browse(
    _ browser: Browser, _ change: (inout Browser) -> Void
  ) -> [Effect] {
    var browser = browser
    change(&browser)
    open = .browser(browser)
    return []
  }

  private mutating func complete(_ browser: Browser, by count: Int) {
    guard browser.folder != nil else {
      browse(browser) { $0.tabWaiting = count }
      return
    }
    var browser = browser
    browser.tabWaiting = nil
    open = .browser(browser)
    guard browser.complete(by: count) else {
      return inform("No name in this folder begins with \"\(browser.typed.name)\".")
    }
    open = .browser(browser)
  }

  fileprivate mutating func takeEntry(of browser: Browser) -> [Effect] {
    guard let entry = browser.entry,
      browser.subject.kind(of: entry) != nil || !entry.isFolder
    else { return openEntry(of: browser) }
    let folder = browser.typed.folder
    return take((folder.isEmpty ? "./" : folder) + entry.name, for: browser.subject)
  }

  fileprivate mutating func openEntry(of browser: Browser) -> [Effect] {
    guard let entry = browser.entry, entry.isFolder else { return [] }
    return browse(browser) { browser in
      if entry.name == ".." {
        browser.leave()
      } else {
        browser.enter(browser.typed.folder + entry.name + "/")
      }
    }
  }

  /// Enter in the line: a folder that cannot be taken is opened, everything else is taken.
  private mutating func takeTyped(_ browser: Browser) -> [Effect] {
    let (path, subject) = (browser.path, browser.subject)
    if let entry = browser.typedEntry, entry.isFolder, subject.kind(of: entry) == nil {
      return browse(browser) { $0.enter(path + "/") }
    }
    if browser.typed.name.isEmpty, !path.isEmpty, let folder = browser.folder,
      folder.problem == nil
    {
      guard subject.kind(of: folder) != nil else { return browse(browser) { $0.enter(path) } }
      return take(path == "/" ? path : String(path.dropLast()), for: subject)
    }
    guard path == browser.input.text else { return take(path, for: subject) }
    let typed = path.trimmed
    guard !typed.isEmpty else {
      complain(subject.emptyPath)
      return []
    }
    guard subject == .model, !subject.isPlan(typed) else { return take(typed, for: subject) }
    openModel(typed)
    return []
  }

  /// Takes what lies at a path that may hold any characters.
  private mutating func take(_ path: String, for subject: BrowserSubject) -> [Effect] {
    open = nil
    if subject.isPlan(path) { return [.readPlan(path)] }
    switch subject {
    case .model:
      let word = family.modelWord
      attempt(Place(word.key)) { $0.sentence(choosing: path, for: word) }
      return []
    case .file(let family): return [.readSentence(family: family, path: path)]
    }
  }
}
