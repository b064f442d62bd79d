/// What the tables of a history are, version by version. What has been released is never changed:
/// a new version adds a migration at the end.
enum Schema {
  /// By version, from 1 on, what makes it of the one before.
  static let migrations: [[String]] = [runs, sessions, directions]

  static var version: Int { migrations.count }

  /// Runs with what they told; `fact` holds what they are found by (see `FactBytes`), which says
  /// nothing that the other tables do not say.
  private static let runs = [
    """
    CREATE TABLE run (
      number INTEGER PRIMARY KEY AUTOINCREMENT, identity TEXT NOT NULL UNIQUE, made REAL NOT NULL,
      family TEXT NOT NULL, line TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
      spent INTEGER NOT NULL, unit TEXT NOT NULL, seconds REAL NOT NULL, note TEXT NOT NULL,
      sweep TEXT, cell INTEGER, deleted REAL)
    """,
    "CREATE UNIQUE INDEX run_cell ON run (sweep, cell) WHERE sweep IS NOT NULL",
    """
    CREATE TABLE detail (
      run INTEGER PRIMARY KEY REFERENCES run, thumbnail BLOB NOT NULL, names TEXT NOT NULL,
      units TEXT NOT NULL, records BLOB NOT NULL)
    """,
    """
    CREATE TABLE score (
      run INTEGER NOT NULL REFERENCES run, place INTEGER NOT NULL, name TEXT NOT NULL,
      unit TEXT NOT NULL, value REAL, spread REAL, floor REAL, floor_spread REAL,
      PRIMARY KEY (run, place)) WITHOUT ROWID
    """,
    """
    CREATE TABLE tag (
      run INTEGER NOT NULL REFERENCES run, name TEXT NOT NULL, PRIMARY KEY (run, name))
      WITHOUT ROWID
    """,
    "CREATE TABLE term (number INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, "
      + "UNIQUE (name, text))",
    "CREATE TABLE quantity (number INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, "
      + "UNIQUE (name, unit))",
    """
    CREATE TABLE fact (
      run INTEGER PRIMARY KEY REFERENCES run, deleted INTEGER NOT NULL, terms BLOB NOT NULL,
      quantities BLOB NOT NULL)
    """,
    "CREATE INDEX fact_part ON fact (deleted)",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
  ]

  /// Workbenches that are open, or were when they were killed.
  private static let sessions = [
    """
    CREATE TABLE session (
      number INTEGER PRIMARY KEY AUTOINCREMENT, process INTEGER NOT NULL, began TEXT NOT NULL,
      line TEXT NOT NULL, run TEXT NOT NULL)
    """
  ]

  /// Which values of a score are the better ones; of older runs nobody knows.
  private static let directions = ["ALTER TABLE score ADD COLUMN better TEXT"]

  /// - Throws: `HistoryError.newer` where a file is beyond the present version.
  static func check(_ database: Database) throws(HistoryError) {
    let found = try readVersion(database)
    guard found <= version else {
      throw .newer(database.path, version: found, known: version)
    }
  }

  /// Brings a file to a version.
  static func migrate(
    _ database: Database, through target: Int = version
  ) throws(HistoryError) {
    guard try readVersion(database) < target else { return }
    guard !database.isReadOnly else { throw .readOnly(database.path) }
    try database.transaction { () throws(HistoryError) in
      // Another instance may have been faster.
      let found = try readVersion(database)
      for number in found..<max(found, target) {
        for statement in migrations[number] { try database.run(statement) }
        try database.run("PRAGMA user_version = \(number + 1)")
      }
    }
  }

  private static func readVersion(_ database: Database) throws(HistoryError) -> Int {
    try database.rows("PRAGMA user_version") { Int($0.integer(0)) }.first ?? 0
  }
}
