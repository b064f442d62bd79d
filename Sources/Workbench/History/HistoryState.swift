import Experiments

/// The list of kept runs, as its panel shows it.
public struct HistoryState: Equatable, Sendable {
  /// The filter as it was typed.
  public internal(set) var filter = ""
  public internal(set) var order = HistoryOrder.newest
  /// The runs that the filter lets pass, in order; `nil` as long as nothing is known.
  public internal(set) var runs: [Int64]?
  /// How many there are without a filter.
  public internal(set) var total = 0
  /// What is known of runs, by number.
  public internal(set) var rows: [Int64: KeptRun] = [:]
  public internal(set) var thumbnails: [Int64: Pictures?] = [:]
  /// The place of the cursor among the runs.
  public internal(set) var cursor = 0
  public internal(set) var marks: Set<Int64> = []
  /// Why the filter means nothing, or the history cannot be used.
  public internal(set) var problem: String?
  /// Where the last mark was set.
  var anchor: Int64?
  /// What can be taken back, the newest last.
  var changes: [HistoryChange] = []
  /// What was looked for last.
  private var asked: HistorySearch?
  private var rowsAsked: Set<Int64> = []
  private var thumbnailAsked: Int64?

  static let undoLimit = 100
  /// Rows that are known around the cursor.
  private static let reach = 60

  /// The run that the cursor stands on.
  public var selected: Int64? {
    guard let runs, runs.indices.contains(cursor) else { return nil }
    return runs[cursor]
  }

  public var selectedRow: KeptRun? { selected.flatMap { rows[$0] } }

  /// The runs that are changed together: the marked ones, else the one under the cursor.
  var chosen: [Int64] {
    guard !marks.isEmpty else { return selected.map { [$0] } ?? [] }
    return marks.sorted()
  }

  mutating func move(_ travel: Travel) {
    guard let runs, !runs.isEmpty else { return }
    cursor = travel.index(from: cursor, in: runs.indices)
  }

  /// Marks the run under the cursor, or takes its mark away, and goes on.
  mutating func toggleMark() {
    guard let selected else { return }
    if marks.remove(selected) == nil { marks.insert(selected) }
    anchor = selected
    move(.by(1))
  }

  /// Marks everything from the last mark to the cursor.
  mutating func markRange() {
    guard let runs, selected != nil else { return }
    let start = anchor.flatMap { runs.firstIndex(of: $0) } ?? cursor
    marks.formUnion(runs[min(start, cursor)...max(start, cursor)])
    anchor = selected
  }

  /// Marks all runs that the filter lets pass; where all are marked, none.
  mutating func markAll() {
    let all = Set(runs ?? [])
    if all.isSubset(of: marks) { marks.subtract(all) } else { marks.formUnion(all) }
  }

  /// What must be asked for to show the panel.
  mutating func questions() -> [HistoryQuestion] {
    let search = HistorySearch(filter: filter, order: order)
    guard asked == search else {
      asked = search
      return [.find(search)]
    }
    guard let runs, !runs.isEmpty else { return [] }
    var questions: [HistoryQuestion] = []
    let near = runs[max(0, cursor - Self.reach)..<min(runs.count, cursor + Self.reach)]
    let missing = near.filter { rows[$0] == nil && !rowsAsked.contains($0) }
    // A page at a time, so that moving by one line asks rarely.
    if missing.count > Self.reach / 2 || selectedRow == nil && !missing.isEmpty {
      rowsAsked.formUnion(missing)
      questions.append(.rows(Array(missing)))
    }
    if let selected, thumbnails[selected] == nil, thumbnailAsked != selected {
      thumbnailAsked = selected
      questions.append(.thumbnail(selected))
    }
    return questions
  }

  /// Something has changed: everything is looked for anew when it is needed.
  mutating func forget() { asked = nil }

  mutating func learn(_ answer: HistoryAnswer) {
    switch answer {
    case .found(let search, let found, let total, let first):
      // A newer search is under way.
      guard asked == nil || search == asked else { return }
      let stood = selected
      runs = found
      self.total = total
      problem = nil
      (rows, rowsAsked, thumbnailAsked) = ([:], [], nil)
      if thumbnails.count > 200 { thumbnails = [:] }
      learn(rows: first)
      cursor = stood.flatMap { found.firstIndex(of: $0) } ?? min(cursor, max(0, found.count - 1))
      marks.formIntersection(found)
    case .rows(let found): learn(rows: found)
    case .thumbnail(let run, let picture): thumbnails[run] = .some(picture)
    case .misread(let search, let reason): if search == asked { problem = reason }
    case .refused(let reason):
      problem = reason
      if runs == nil { runs = [] }
    case .changed(let change, let runs):
      if change.isUndoable, !runs.isEmpty {
        changes.append(change.of(runs))
        if changes.count > Self.undoLimit { changes.removeFirst() }
      }
      forget()
    case .added: forget()
    }
  }

  private mutating func learn(rows found: [KeptRun]) {
    if rows.count > 2000 { rows = [:] }
    for row in found { rows[row.row.number] = row }
  }
}

/// A kept run with the line that says its sentence in short.
public struct KeptRun: Equatable, Sendable {
  public let row: HistoryRow
  /// The parts of that line; the whole run line where it cannot be read any more.
  public let mentions: [String]

  public init(_ row: HistoryRow, among families: Families) {
    self.row = row
    if let sentence = try? families.sentence(runLine: row.line) {
      mentions = families[sentence].mentions(of: sentence)
    } else {
      mentions = [PrintableText(row.line).text]
    }
  }
}

/// What is looked for.
public struct HistorySearch: Hashable, Sendable {
  public let filter: String
  public let order: HistoryOrder

  public init(filter: String, order: HistoryOrder) {
    self.filter = filter
    self.order = order
  }
}

/// A change of kept runs.
public enum HistoryChange: Hashable, Sendable {
  case tag([Int64], String)
  case untag([Int64], String)
  case delete([Int64])
  case restore([Int64])
  /// Takes a change back, which then cannot be taken back itself.
  indirect case undo(HistoryChange)

  var isUndoable: Bool { if case .undo = self { false } else { true } }

  /// The same of other runs.
  func of(_ runs: [Int64]) -> HistoryChange {
    switch self {
    case .tag(_, let name): .tag(runs, name)
    case .untag(_, let name): .untag(runs, name)
    case .delete: .delete(runs)
    case .restore: .restore(runs)
    case .undo(let change): .undo(change.of(runs))
    }
  }

  /// What takes it back.
  public var opposite: HistoryChange {
    switch self {
    case .tag(let runs, let name): .untag(runs, name)
    case .untag(let runs, let name): .tag(runs, name)
    case .delete(let runs): .restore(runs)
    case .restore(let runs): .delete(runs)
    case .undo(let change): change
    }
  }
}

/// What the workbench asks of the history.
public enum HistoryQuestion: Equatable, Sendable {
  case find(HistorySearch)
  case rows([Int64])
  case thumbnail(Int64)
  case change(HistoryChange)
}

/// What the history answers.
public enum HistoryAnswer: Equatable, Sendable {
  /// All runs found, how many there are without a filter, and the first rows.
  case found(HistorySearch, [Int64], total: Int, [KeptRun])
  case rows([KeptRun])
  case thumbnail(Int64, Pictures?)
  /// The filter means nothing: why.
  case misread(HistorySearch, reason: String)
  /// The history cannot be used: why.
  case refused(reason: String)
  /// A change was made of these runs.
  case changed(HistoryChange, [Int64])
  /// A run has been kept.
  case added
}

/// A tag being typed.
public struct TagDraft: Equatable, Sendable {
  public enum Deed: Sendable { case put, take }

  public let runs: [Int64]
  public let deed: Deed
  public internal(set) var input = TextInput(limit: 2 * HistoryTag.longest)

  init(_ runs: [Int64], _ deed: Deed) {
    self.runs = runs
    self.deed = deed
  }
}
