import Experiments
import Files
import Glibc

/// The history: an SQLite file in which runs are kept, open. Used by one thread at a time; as many
/// programs as want to may have it open.
public final class HistoryStore {
  let database: Database
  /// Numbers of terms and quantities that are on the disk.
  var interned = InternedNames()

  /// Opens the history, or makes it; the folders around it too.
  /// - Parameters:
  ///   - path: of the file.
  ///   - patience: how long other programs that have it locked are waited for, in milliseconds.
  /// - Throws: `HistoryError`; a file that cannot be used is left as it is.
  public init(_ path: String, patience: Int32 = 5000) throws(HistoryError) {
    if let slash = path.lastIndex(of: "/") {
      do { try makeFolders(String(path[..<slash])) } catch { throw .place(error) }
    }
    database = try Database(path, patience: patience)
    try Schema.check(database)
    if !database.isReadOnly {
      // Of a new file; going through all runs reads tens of megabytes.
      try database.run("PRAGMA page_size = 16384")
      try database.waiting { () throws(HistoryError) in
        try database.run("PRAGMA journal_mode = WAL")
      }
    }
    try database.run("PRAGMA synchronous = FULL")
    try Schema.migrate(database)
  }

  /// Where the history is.
  /// - Parameter state: the folder for files that should outlast a program; `nil` where nothing tells.
  public static func path(in state: String?) throws(HistoryError) -> String {
    guard let state else { throw .nowhere }
    return "\(state)/quickstep/history.sqlite"
  }

  /// Keeps runs: all of them, or none where one cannot be. What is kept by the same identity, or as
  /// the same cell of a sweep, is replaced. When this returns they are on the disk.
  public func add(_ entries: [RunEntry]) throws(HistoryError) {
    let before = interned
    do {
      try database.transaction { () throws(HistoryError) in
        for entry in entries { try write(entry) }
      }
    } catch {
      interned = before
      throw error
    }
  }

  private func write(_ entry: RunEntry) throws(HistoryError) {
    if let cell = entry.cell {
      let others = try database.rows(
        "SELECT number FROM run WHERE sweep = ? AND cell = ? AND identity != ?",
        .text(cell.sweep), .integer(Int64(cell.index)), .text(entry.identity.text)
      ) { $0.integer(0) }
      for number in others { try remove(number) }
    }
    let number = try writeRun(entry)
    try database.run(
      "INSERT OR REPLACE INTO detail VALUES (?, ?, ?, ?, ?)", .integer(number),
      .blob(entry.thumbnail), .text(entry.records.names.joined(separator: "\n")),
      .text(entry.records.units.joined(separator: "\n")), .blob(bytes(of: entry.records.values)))
    try database.run("DELETE FROM score WHERE run = ?", .integer(number))
    for (place, score) in entry.scores.enumerated() {
      try database.run(
        "INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", .integer(number),
        .integer(Int64(place)), .text(score.name), .text(score.unit), .number(score.value.mean),
        .number(score.value.spread), .number(score.floor.mean), .number(score.floor.spread),
        .text(score.better.rawValue))
    }
    try writeFacts(of: entry, number)
  }

  /// - Returns: the number of the run.
  private func writeRun(_ entry: RunEntry) throws(HistoryError) -> Int64 {
    try database.run(
      """
      INSERT INTO run (identity, made, family, line, status, reason, spent, unit, seconds, note,
        sweep, cell) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (identity) DO UPDATE SET made = excluded.made, status = excluded.status,
        reason = excluded.reason, spent = excluded.spent, seconds = excluded.seconds
      """,
      .text(entry.identity.text), .real(entry.made), .text(entry.family), .text(entry.line),
      .text(entry.end.word), .text(entry.end.reason), .integer(Int64(entry.spent)),
      .text(entry.unit), .number(entry.seconds.isNaN ? 0 : entry.seconds), .text(entry.note),
      entry.cell.map { .text($0.sweep) } ?? .null,
      entry.cell.map { .integer(Int64($0.index)) } ?? .null)
    return try database.rows(
      "SELECT number FROM run WHERE identity = ?", .text(entry.identity.text)
    ) { $0.integer(0) }[0]
  }

  private func remove(_ number: Int64) throws(HistoryError) {
    for table in ["detail", "score", "tag", "fact"] {
      try database.run("DELETE FROM \(table) WHERE run = ?", .integer(number))
    }
    try database.run("DELETE FROM run WHERE number = ?", .integer(number))
  }
}

/// Numbers as they lie in memory, which on all machines this runs on is little endian.
func bytes(of values: [Double]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

func numbers(in bytes: UnsafeRawBufferPointer) -> [Double] {
  (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) }
}
