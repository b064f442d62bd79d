import Experiments
import Runs

/// Choosing something by its path: a line being typed, and below it what lies in the folder that the
/// line has come to.
public struct Browser: Equatable, Sendable {
  static let limit = 4096

  public let subject: BrowserSubject
  public internal(set) var input = TextInput(limit: limit)
  /// The newest listing; it may be of a folder before.
  var listing: FolderListing?
  /// The folder that was asked for last.
  var asked: String?
  /// The entry that has the keys; `nil` while typing.
  public private(set) var selected: Int?
  /// The name to select when the folder is known.
  private var arrivingAt: String?
  /// Where Tab goes through the names that begin with what was typed.
  private var cycle: Cycle?
  /// The Tab that waits until the folder is known.
  var tabWaiting: Int?
  /// Names from listings that cannot be written as they are, by how the line writes them.
  private var spellings: [String: String] = [:]

  private struct Cycle: Equatable {
    let start: String
    let index: Int
  }

  init(_ subject: BrowserSubject) { self.subject = subject }

  /// The path in the line, as the file system knows it.
  public var path: String {
    input.text.split(separator: "/", omittingEmptySubsequences: false)
      .map { spellings[String($0)] ?? String($0) }.joined(separator: "/")
  }

  public var typed: TypedPath { TypedPath(path) }

  /// What is known of the folder; `nil` as long as it is being read.
  public var folder: FolderListing? { listing?.folder == typed.folder ? listing : nil }

  /// The entries that fit what was typed; the folder above comes first while nothing is.
  public var entries: [FolderEntry] {
    let start = cycle?.start ?? typed.name
    let above = start.isEmpty && folder?.place != "/" ? [FolderEntry("..", isFolder: true)] : []
    return above + PathCompletion(start, among: folder?.entries ?? []).entries
  }

  /// The entry to point at: the one that has the keys, or that Tab has come to.
  public var pointed: Int? {
    selected ?? cycle.map { $0.index + ($0.start.isEmpty && folder?.place != "/" ? 1 : 0) }
  }

  /// The entry that has the keys.
  var entry: FolderEntry? {
    let entries = entries
    return selected.flatMap { entries.indices.contains($0) ? entries[$0] : nil }
  }

  /// The entry that the line names whole.
  var typedEntry: FolderEntry? { folder?.entries.first { $0.name == typed.name } }
}

extension Browser {
  /// Takes a key that types or edits.
  mutating func edit(_ change: (inout TextInput) -> Bool) -> Bool {
    (selected, arrivingAt, cycle, tabWaiting) = (nil, nil, nil, nil)
    return change(&input)
  }

  /// Tab: adds what must follow; where nothing must, goes through the names.
  /// - Returns: whether any name fits.
  mutating func complete(by count: Int) -> Bool {
    let names = PathCompletion(cycle?.start ?? typed.name, among: folder?.entries ?? [])
    guard !names.entries.isEmpty else { return false }
    let place = typed.folder
    if let present = cycle {
      let next = (present.index + count + names.entries.count) % names.entries.count
      write(place + names.entries[next].name)
      cycle = Cycle(start: present.start, index: next)
    } else if names.common != typed.name {
      write(place + names.common)
    } else {
      let next = count > 0 ? 0 : names.entries.count - 1
      let start = typed.name
      write(place + names.entries[next].name)
      cycle = Cycle(start: start, index: next)
    }
    return true
  }

  /// Moves the selection; upwards from the first entry the line has the keys again.
  mutating func move(by count: Int) {
    (cycle, arrivingAt) = (nil, nil)
    let next = (selected ?? -1) + count
    selected = next < 0 && selected ?? 0 == 0 ? nil : min(max(0, next), max(0, entries.count - 1))
  }

  /// Moves the selection within the list.
  mutating func move(to travel: Travel) {
    (cycle, arrivingAt) = (nil, nil)
    guard !entries.isEmpty else { return }
    selected = travel.index(from: selected ?? 0, in: entries.indices)
  }

  mutating func startTyping() { (selected, arrivingAt) = (nil, nil) }

  /// Lists a folder, with its entries having the keys.
  mutating func enter(_ folder: String, arrivingAt name: String? = nil) {
    write(folder)
    (selected, arrivingAt) = (0, name)
  }

  /// Lists the folder above, on the entry of the one that was left.
  mutating func leave() {
    let left = typed.folder.split(separator: "/").last.map(String.init)
    enter(typed.parent, arrivingAt: left)
  }

  mutating func take(_ listing: FolderListing) {
    guard listing.folder == asked else { return }
    self.listing = listing
    if let name = arrivingAt, let index = entries.firstIndex(where: { $0.name == name }) {
      selected = index
    }
    arrivingAt = nil
    if let index = selected { selected = min(index, max(0, entries.count - 1)) }
  }

  private mutating func write(_ path: String) {
    cycle = nil
    for name in path.split(separator: "/").map(String.init) where shown(name) != name {
      spellings[shown(name)] = name
    }
    input = TextInput(shown(path), limit: Self.limit)
  }
}

private func shown(_ path: String) -> String {
  PrintableText(path, limit: 8 * Browser.limit).text
}
