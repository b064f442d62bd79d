import Experiments
import Files
import Glibc
import History
import Runs
import Screen
import Synchronization
import Workbench

/// Answers what the workbench asks of the history, and keeps its runs, on a thread of its own; the
/// history is opened for the first question or run.
final class HistoryDesk: Sendable {
  private enum Task: Sendable {
    case answer(HistoryQuestion)
    case keep(RunAccount)
    case keepCells([RunEntry])
    case note(plan: String)
    case remember([String: String])
  }

  private struct Desk {
    var tasks: [Task] = []
    var isBusy = false
    var answers: [Action] = []
    /// Told once, not for every run.
    var hasRefused = false
  }

  private let families: Families
  private let wake: @Sendable () -> Void
  private let desk = Mutex(Desk())
  private let books = Mutex(HistoryBooks())

  init(_ families: Families, wake: @escaping @Sendable () -> Void) {
    self.families = families
    self.wake = wake
  }

  /// Of searches only the newest is answered.
  func ask(_ question: HistoryQuestion) {
    add(.answer(question)) { tasks in
      guard case .find = question else { return }
      tasks.removeAll { if case .answer(.find) = $0 { true } else { false } }
    }
  }

  func keep(_ account: RunAccount) { add(.keep(account)) }

  /// Keeps runs of cells.
  func keep(_ cells: [RunEntry]) { add(.keepCells(cells)) }

  /// Says what the plan is, so that it can be offered again where the workbench is killed.
  /// - Parameter plan: a run line; of several that wait only the newest is written.
  func note(plan: String) {
    add(.note(plan: plan)) { tasks in
      tasks.removeAll { if case .note = $0 { true } else { false } }
    }
  }

  /// Keeps settings for the next time, and says that the workbench ends by itself.
  func remember(_ settings: [String: String]) { add(.remember(settings)) }

  /// Returns once everything is done, or after so many seconds.
  func finish(within seconds: Double) {
    let limit = monotonicSeconds() + seconds
    while monotonicSeconds() < limit, desk.withLock({ $0.isBusy }) { usleep(1000) }
  }

  func takeAnswers() -> [Action] {
    desk.withLock { desk in
      defer { desk.answers = [] }
      return desk.answers
    }
  }

  private func add(_ task: Task, dropping drop: @Sendable (inout [Task]) -> Void = { _ in }) {
    let mustStart = desk.withLock { desk in
      drop(&desk.tasks)
      desk.tasks.append(task)
      defer { desk.isBusy = true }
      return !desk.isBusy
    }
    if mustStart { onBackgroundThread { self.work() } }
  }

  private func work() {
    while let task = next() {
      let answer = perform(task)
      guard let answer else { continue }
      desk.withLock { $0.answers.append(.history(answer)) }
      wake()
    }
  }

  private func next() -> Task? {
    desk.withLock { desk in
      guard !desk.tasks.isEmpty else {
        desk.isBusy = false
        return nil
      }
      return desk.tasks.removeFirst()
    }
  }

  private func perform(_ task: Task) -> HistoryAnswer? {
    do {
      return try books.withLock { books in
        switch task {
        case .answer(let question): return try books.answer(question, families)
        case .keep(let account): return try books.keep(account, families) ? .added : nil
        case .keepCells(let cells):
          try books.keep(cells)
          return .added
        case .note(let plan): try books.note(plan: plan)
        case .remember(let settings): try books.remember(settings)
        }
        return nil
      }
    } catch {
      let isFirst = desk.withLock { desk in
        defer { desk.hasRefused = true }
        return !desk.hasRefused
      }
      if case .answer = task { return .refused(reason: "\(error)") }
      return isFirst ? .refused(reason: "Runs are not kept: \(error)") : nil
    }
  }
}

/// The history of a workbench, once it is needed.
private struct HistoryBooks: Sendable {
  /// Only the thread that holds the lock around these books uses it.
  nonisolated(unsafe) private var store: HistoryStore?
  private var session: Int64?

  private mutating func open() throws(HistoryError) -> HistoryStore {
    if let store { return store }
    let opened = try HistoryStore(HistoryStore.ownPath())
    store = opened
    return opened
  }

  mutating func keep(_ account: RunAccount, _ families: Families) throws(HistoryError) -> Bool {
    guard let entry = account.keptEntry(among: families) else { return false }
    try open().add([entry])
    return true
  }

  mutating func keep(_ cells: [RunEntry]) throws(HistoryError) { try open().add(cells) }

  mutating func note(plan: String) throws(HistoryError) {
    let store = try open()
    let number: Int64
    if let session { number = session } else { number = try store.beginSession() }
    session = number
    try store.note(number, line: plan)
  }

  mutating func remember(_ settings: [String: String]) throws(HistoryError) {
    let store = try open()
    try store.set(settings)
    if let session { try store.endSession(session) }
  }

  mutating func answer(
    _ question: HistoryQuestion, _ families: Families
  ) throws(HistoryError) -> HistoryAnswer {
    let store = try open()
    switch question {
    case .find(let search): return try find(search, in: store, families)
    case .rows(let numbers):
      return .rows(try store.rows(numbers).map { KeptRun($0, among: families) })
    case .thumbnail(let number):
      let bytes = try store.detail(of: number)?.thumbnail ?? []
      return .thumbnail(number, bytes.isEmpty ? nil : Pictures(png: bytes))
    case .change(let change): return .changed(change, try perform(change, in: store))
    }
  }

  private func find(
    _ search: HistorySearch, in store: HistoryStore, _ families: Families
  ) throws(HistoryError) -> HistoryAnswer {
    let found: [Int64]
    do {
      found = try store.find(
        HistoryFilter(search.filter), search.order, declared: families.factNames)
    } catch {
      if let error = error as? HistoryError { throw error }
      return .misread(search, reason: "\(error)")
    }
    let first = try store.rows(found.prefix(60)).map { KeptRun($0, among: families) }
    return .found(search, found, total: try store.count(), first)
  }

  private func perform(
    _ change: HistoryChange, in store: HistoryStore
  ) throws(HistoryError) -> [Int64] {
    switch change {
    case .tag(let runs, let name): try store.tag(runs, name)
    case .untag(let runs, let name): try store.untag(runs, name)
    case .delete(let runs): try store.delete(runs, at: wallSeconds())
    case .restore(let runs): try store.restore(runs)
    case .undo(let change): try perform(change, in: store)
    }
  }
}

extension Pictures {
  /// `nil` where the bytes are no picture.
  fileprivate init?(png bytes: [UInt8]) {
    guard let picture = try? PNGFile.decode(ByteSource(path: "thumbnail", bytes: bytes)) else {
      return nil
    }
    self.init(
      picture.pixels.map { Double($0) / 127.5 - 1 }, width: picture.width,
      height: picture.height, channels: picture.channels)
  }
}
