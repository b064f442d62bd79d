import Experiments
import Files
import Quickstep

/// What a search has run, in a file of its own in the user's folder until the search is done, so that
/// the next that is asked for the same goes on there. A larger budget is the same search.
final class KeptSearch {
  private let folder, path: String
  let journal: SearchJournal
  private let line: String
  /// Of what the file holds; `nil` where there is none.
  private var fingerprint: String?
  /// Of the file's whole lines, when it was read.
  private let byteCount: Int
  private var file: GrowingFile?
  /// Another program writes the same, or nothing can be written.
  private var isLost = false

  /// Reads what was kept of a search, if anything was and can be read.
  /// - Throws: `FileError` for a file that is none of such a search.
  init(_ plan: SearchPlan, in folder: String) throws(FileError) {
    line = Self.line(plan)
    self.folder = folder
    path = "\(folder)/\(LineHash(line).text)\(SearchJournalFile.ending)"
    do throws(FileError) {
      (journal, byteCount) = try SearchJournalFile.read(path, of: line)
      fingerprint = journal.fingerprint
    } catch {
      switch error.problem {
      case .missing, .system: (journal, byteCount) = (SearchJournal(), 0)
      default: throw error
      }
    }
  }

  /// What to know before it begins: that it goes on, or why it could not.
  var note: String? {
    guard journal.isEmpty else {
      return "This search was ended before it was done and goes on from there. "
        + "Delete \(path) to begin anew."
    }
    do throws(FileError) {
      try makeFolder()
      try AtomicFile.check(path)
      return nil
    } catch {
      return "This search could not go on after it was ended: \(error)"
    }
  }

  /// Whether another search can go on from here.
  var isKept: Bool { fingerprint != nil }

  /// The search, without what says when it ends and where its result goes.
  private static func line(_ plan: SearchPlan) -> String {
    var plan = plan
    (plan.budget, plan.output) = (SearchPlan().budget, SearchPlan().output)
    let flags = RunLine.flags(plan.settings, of: SearchPlan.words.all, always: ["model"])
    return "\(RunLine.prefix) \(SearchFamily.declaration.name) \(flags)"
  }

  /// Adds what was run since the last time.
  func write() throws(FileError) {
    let fresh = journal.takeFresh()
    guard !fresh.isEmpty, !isLost else { return }
    if file == nil { open() }
    guard let file else { return }
    var text = ""
    if fingerprint != journal.fingerprint {
      try file.cut(to: 0)
      text = SearchJournalFile.head(of: line, journal)
      fingerprint = journal.fingerprint
    }
    for (run, entry) in fresh { text += SearchJournalFile.line(run, entry) }
    try file.append(text)
  }

  /// - Throws: `FileError` where it cannot be made, or nothing tells where the user's folder is.
  private func makeFolder() throws(FileError) {
    guard folder.hasPrefix("/") else { throw FileError(path: folder, problem: .missing) }
    try makeFolders(folder)
  }

  private func open() {
    do throws(FileError) {
      try makeFolder()
      file = try GrowingFile.open(path)
      try file?.cut(to: byteCount)
    } catch {
      // Told before the search began.
      file = nil
    }
    isLost = file == nil
  }

  /// The search is done: nobody goes on with it.
  func remove() {
    if file == nil, fingerprint != nil { file = try? GrowingFile.open(path) }
    file?.remove()
    (file, fingerprint) = (nil, nil)
  }
}

// The run of many steps that a search begins with.
extension KeptSearch {
  /// How a walk that has begun goes on; `nil` where nobody knows.
  func rest(of walk: ReferenceWalk, _ noises: SearchRun.Noises) -> ReferenceWalk.Rest? {
    guard let entry = journal[Self.run(noises)], entry.end.count == walk.state.count else {
      return nil
    }
    let counts = entry.numbers.compactMap { Int(exactly: $0) }
    return ReferenceWalk.Rest(counts: counts, end: entry.end)
  }

  /// Adds a walk that is at its end.
  /// - Parameter counts: how often the model had been asked, after each step but the first.
  func add(_ counts: [Int], _ walk: ReferenceWalk, _ noises: SearchRun.Noises) {
    guard let end = walk.reference?.end, journal[Self.run(noises)] == nil else { return }
    journal.add(
      Self.run(noises),
      SearchJournal.Entry(
        evaluations: walk.evaluations, numbers: counts.map(Double.init), end: end))
  }

  private static func run(_ noises: SearchRun.Noises) -> String {
    "\(noises.rawValue)reference"
  }
}
