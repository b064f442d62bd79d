import CSQLite
import Files
import Glibc

/// A value of a database.
enum DatabaseValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// A number; NaN becomes nothing.
  static func number(_ value: Double) -> DatabaseValue { value.isNaN ? .null : .real(value) }
}

/// A connection to an SQLite file, used by one thread at a time.
final class Database {
  let path: String
  private let handle: OpaquePointer
  /// By their text.
  private var statements: [String: OpaquePointer] = [:]

  /// How long another instance that writes is waited for, in milliseconds.
  private let patience: Int32

  /// Opens a file, or makes it; what is no regular file is not touched.
  init(_ path: String, patience: Int32) throws(HistoryError) {
    self.path = path
    self.patience = patience
    try Self.checkPlace(path)
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let status = sqlite3_open_v2(path, &handle, flags, nil)
    guard let handle else { throw HistoryError(path, status, errno: 0, "") }
    self.handle = handle
    guard status == SQLITE_OK else {
      let error = HistoryError(of: handle, path)
      sqlite3_close_v2(handle)
      throw error
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, patience)
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  private static func checkPlace(_ path: String) throws(HistoryError) {
    func refuse(_ problem: FileProblem) -> HistoryError {
      .place(FileError(path: path, problem: problem))
    }
    guard !path.utf8.contains(0) else { throw refuse(.nameWithNul) }
    var status = stat()
    if stat(path, &status) == 0 {
      if let kind = kindIfNotRegular(status.st_mode) { throw refuse(.notAFile(kind)) }
    } else if errno != ENOENT {
      throw refuse(.system(.read, code: errno))
    }
  }

  /// Whether nothing can be written.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// The rows that the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// The number of the row that was added last.
  var newestRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Does what has no rows to give.
  func run(_ sql: String, _ values: DatabaseValue...) throws(HistoryError) {
    try each(sql, values) { _ in }
  }

  /// All rows, as `read` makes them.
  func rows<Row>(
    _ sql: String, _ values: DatabaseValue..., read: (DatabaseRow) -> Row
  ) throws(HistoryError) -> [Row] {
    var rows: [Row] = []
    try each(sql, values) { rows.append(read($0)) }
    return rows
  }

  /// Goes through rows; what `body` is given holds only inside it.
  func each(
    _ sql: String, _ values: [DatabaseValue], _ body: (DatabaseRow) -> Void
  ) throws(HistoryError) {
    let statement = try prepared(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() { try bind(value, to: statement, Int32(index + 1)) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: body(DatabaseRow(statement: statement))
      case SQLITE_DONE: return
      default: throw HistoryError(of: handle, path)
      }
    }
  }

  /// Everything that `body` does, or nothing of it; on the disk when this returns.
  func transaction(_ body: () throws(HistoryError) -> Void) throws(HistoryError) {
    try run("BEGIN IMMEDIATE")
    do {
      try body()
      try run("COMMIT")
    } catch {
      // Where the disk was full it has been rolled back already.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  /// Does something that may find the file locked without SQLite waiting, as changing its journal does.
  func waiting(_ body: () throws(HistoryError) -> Void) throws(HistoryError) {
    var waited: Int32 = 0
    while true {
      do throws(HistoryError) { return try body() } catch {
        guard case .locked = error, waited < patience else { throw error }
      }
      usleep(20_000)
      waited += 20
    }
  }

  private func prepared(_ sql: String) throws(HistoryError) -> OpaquePointer {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    guard
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        == SQLITE_OK, let statement
    else { throw HistoryError(of: handle, path) }
    statements[sql] = statement
    return statement
  }

  private func bind(
    _ value: DatabaseValue, to statement: OpaquePointer, _ place: Int32
  ) throws(HistoryError) {
    // SQLite copies what it is told is transient.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let status =
      switch value {
      case .null: sqlite3_bind_null(statement, place)
      case .integer(let number): sqlite3_bind_int64(statement, place, number)
      case .real(let number): sqlite3_bind_double(statement, place, number)
      case .text(let text):
        sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), transient)
      case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, place, 0)
      case .blob(let bytes):
        sqlite3_bind_blob(statement, place, bytes, Int32(clamping: bytes.count), transient)
      }
    guard status == SQLITE_OK else { throw HistoryError(of: handle, path) }
  }
}

/// A row while it is being read.
struct DatabaseRow {
  fileprivate let statement: OpaquePointer

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  /// NaN where there is nothing.
  func number(_ column: Int32) -> Double {
    isNull(column) ? .nan : sqlite3_column_double(statement, column)
  }

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  /// Holds until the next row.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, column)
    return UnsafeRawBufferPointer(
      start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }
}

extension HistoryError {
  /// What a connection says of its last failure.
  fileprivate init(of handle: OpaquePointer, _ path: String) {
    self.init(
      path, sqlite3_extended_errcode(handle), errno: sqlite3_system_errno(handle),
      String(cString: sqlite3_errmsg(handle)))
  }

  /// By SQLite's code.
  fileprivate init(_ path: String, _ code: Int32, errno: Int32, _ message: String) {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .locked(path)
    case SQLITE_READONLY, SQLITE_PERM: self = .readOnly(path)
    case SQLITE_FULL: self = .full(path)
    case SQLITE_NOTADB: self = .noDatabase(path)
    case SQLITE_CORRUPT: self = .damaged(path)
    default: self = .system(path, message: message, code: errno)
    }
  }
}
