import Experiments
import Files
import Quickstep

/// What a search has run, in a file of its own in the user's folder until the search is done, so that
/// the next that is asked for the same goes on there. A larger budget is the same search.
final class KeptSearch {
  private let folder, path: String
  let journal: SearchJournal
  private let line: String
  /// Whether the file holds what the journal began with.
  private var fingerprint: String?
  private var file: GrowingFile?
  /// Another program writes the same.
  private var isElsewhere = false

  /// Reads what was kept of a search, if anything was.
  /// - Throws: `FileError` for a file that is none of such a search.
  init(_ plan: SearchPlan, in folder: String) throws(FileError) {
    line = Self.line(plan)
    self.folder = folder
    path = "\(folder)/\(LineHash(line).text)\(SearchJournalFile.ending)"
    do throws(FileError) {
      journal = try SearchJournalFile.read(path, of: line)
      fingerprint = journal.fingerprint
    } catch {
      guard case .missing = error.problem else { throw error }
      journal = SearchJournal()
    }
  }

  /// What to know before it goes on; `nil` where nothing was kept.
  var note: String? {
    journal.isEmpty
      ? nil
      : "This search was ended before it was done and goes on from there. Delete \(path) to begin anew."
  }

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
    guard !fresh.isEmpty, !isElsewhere else { return }
    if file == nil {
      try makeFolders(folder)
      file = try GrowingFile.open(path)
      isElsewhere = file == nil
    }
    guard let file else { return }
    var text = ""
    if fingerprint != journal.fingerprint {
      try file.empty()
      text = SearchJournalFile.head(of: line, journal)
      fingerprint = journal.fingerprint
    }
    for (run, entry) in fresh { text += SearchJournalFile.line(run, entry) }
    try file.append(text)
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
