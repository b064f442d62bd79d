import Experiments

// What people change of kept runs. Each is on the disk when it returns.
extension HistoryStore {
  /// Puts a tag on runs.
  /// - Returns: those that did not have it.
  @discardableResult
  public func tag(_ runs: [Int64], _ name: String) throws(HistoryError) -> [Int64] {
    try changing(runs) { (run) throws(HistoryError) in
      try database.run("INSERT OR IGNORE INTO tag VALUES (?, ?)", .integer(run), .text(name))
    }
  }

  /// Takes a tag from runs.
  /// - Returns: those that had it.
  @discardableResult
  public func untag(_ runs: [Int64], _ name: String) throws(HistoryError) -> [Int64] {
    try changing(runs) { (run) throws(HistoryError) in
      try database.run("DELETE FROM tag WHERE run = ? AND name = ?", .integer(run), .text(name))
    }
  }

  /// Marks runs as deleted.
  /// - Parameter time: seconds since 1970.
  /// - Returns: those that were not.
  @discardableResult
  public func delete(_ runs: [Int64], at time: Double) throws(HistoryError) -> [Int64] {
    try changing(runs) { (run) throws(HistoryError) in
      try database.run(
        "UPDATE run SET deleted = ? WHERE number = ? AND deleted IS NULL", .real(time),
        .integer(run))
    }
  }

  /// Takes deleting back.
  /// - Returns: those that were deleted.
  @discardableResult
  public func restore(_ runs: [Int64]) throws(HistoryError) -> [Int64] {
    try changing(runs) { (run) throws(HistoryError) in
      try database.run(
        "UPDATE run SET deleted = NULL WHERE number = ? AND deleted IS NOT NULL", .integer(run))
    }
  }

  private func changing(
    _ runs: [Int64], _ change: (Int64) throws(HistoryError) -> Void
  ) throws(HistoryError) -> [Int64] {
    var changed: [Int64] = []
    let before = interned
    do {
      try database.transaction { () throws(HistoryError) in
        for run in runs {
          try change(run)
          guard database.changes > 0 else { continue }
          changed.append(run)
          try refreshFacts(of: run)
        }
      }
    } catch {
      interned = before
      throw error
    }
    return changed
  }

  /// Writes anew what a run is found by as far as people change it.
  private func refreshFacts(of run: Int64) throws(HistoryError) {
    let tagTerms = Set(
      try database.rows("SELECT number FROM term WHERE name = 'tag'") {
        UInt32(clamping: $0.integer(0))
      })
    let present =
      try database.rows("SELECT terms FROM fact WHERE run = ?", .integer(run)) {
        FactBytes.terms(in: $0.bytes(0))
      }.first ?? []
    var terms = present.filter { !tagTerms.contains($0) }
    for name in try tags(of: run) { terms.append(try term("tag", name)) }
    try database.run(
      """
      UPDATE fact SET terms = ?2, deleted = (SELECT deleted IS NOT NULL FROM run WHERE number = ?1)
      WHERE run = ?1
      """, .integer(run), .blob(FactBytes.terms(terms)))
  }
}
