import Experiments
import Files
import History
import Runs
import Screen
import Terminal

/// Puts runs that have ended into the history, which is opened for the first of them.
struct RunKeeper {
  private let families: Families
  private var store: HistoryStore?

  init(_ families: Families) { self.families = families }

  /// Keeps a run; it is on the disk when this returns.
  /// - Throws: `HistoryError`.
  mutating func keep(_ account: RunAccount) throws(HistoryError) {
    guard let entry = account.keptEntry(among: families) else { return }
    try open().add([entry])
  }

  /// Keeps runs of cells; they are on the disk when this returns.
  /// - Throws: `HistoryError`.
  mutating func keep(_ cells: [RunEntry]) throws(HistoryError) {
    if !cells.isEmpty { try open().add(cells) }
  }

  private mutating func open() throws(HistoryError) -> HistoryStore {
    if let store { return store }
    let opened = try HistoryStore(HistoryStore.ownPath())
    store = opened
    return opened
  }
}

extension RunAccount {
  /// What is kept of the run, with its small picture; `nil` where there is nothing to keep.
  func keptEntry(among families: Families) -> RunEntry? {
    guard var entry = entry(among: families) else { return nil }
    if let picture = preview?.thumbnail(side: 96) {
      entry.thumbnail = PNGFile.encode(PixelPicture(picture))
    }
    return entry
  }
}

extension HistoryStore {
  /// Where the history of whoever runs the program is.
  static func ownPath() throws(HistoryError) -> String {
    let surroundings = Surroundings(
      environment: Surroundings.processEnvironment(), describedColors: 0)
    return try path(in: surroundings.stateDirectory)
  }
}
