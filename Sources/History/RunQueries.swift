import Experiments

// What is asked of the history.
extension HistoryStore {
  /// Which runs are meant: those that are there, or those that were deleted.
  public enum Part: Hashable, Sendable { case present, deleted }

  /// All names and texts that kept runs are found by.
  /// - Parameter declared: names that may be asked for as well.
  public func vocabulary(
    declared: Set<String> = []
  ) throws(HistoryError) -> HistoryVocabulary {
    HistoryVocabulary(
      terms: try database.rows("SELECT number, name, text FROM term") {
        HistoryVocabulary.Term(UInt32(clamping: $0.integer(0)), $0.text(1), $0.text(2))
      },
      quantities: try database.rows("SELECT number, name, unit FROM quantity") {
        HistoryVocabulary.Quantity(UInt32(clamping: $0.integer(0)), $0.text(1), unit: $0.text(2))
      },
      declared: declared)
  }

  /// The numbers of the runs that a filter lets pass, in order.
  /// - Parameter declared: names that may be asked for though no run that is kept has them.
  /// - Throws: `HistoryFilterError` or `HistoryError`.
  public func find(
    _ filter: HistoryFilter, _ order: HistoryOrder = .newest, _ part: Part = .present,
    declared: Set<String> = []
  ) throws -> [Int64] {
    if filter.isEmpty, order.name == nil { return try all(order.direction, part) }
    let vocabulary = try vocabulary(declared: declared)
    return try find(
      try filter.resolved(in: vocabulary), try order.resolved(in: vocabulary), part)
  }

  /// How many runs there are.
  public func count(_ part: Part = .present) throws(HistoryError) -> Int {
    try database.rows(
      "SELECT count(*) FROM fact WHERE deleted = ?", .integer(part == .deleted ? 1 : 0)
    ) { Int($0.integer(0)) }[0]
  }

  private func all(
    _ direction: HistoryOrder.Direction, _ part: Part
  ) throws(HistoryError) -> [Int64] {
    try database.rows(
      "SELECT run FROM fact WHERE deleted = ? ORDER BY run \(direction == .falling ? "DESC" : "")",
      .integer(part == .deleted ? 1 : 0)
    ) { $0.integer(0) }
  }

  /// The numbers of the runs that a filter lets pass, in order.
  public func find(
    _ filter: ResolvedFilter, _ order: ResolvedOrder, _ part: Part = .present
  ) throws(HistoryError) -> [Int64] {
    if filter.isTextOnly, order.isByTime { return try findText(filter, order.direction, part) }
    var found: [(run: Int64, key: Double?)] = []
    try database.each(
      "SELECT run, terms, quantities FROM fact WHERE +deleted = ?",
      [.integer(part == .deleted ? 1 : 0)]
    ) { row in
      let (terms, quantities) = (row.bytes(1), row.bytes(2))
      guard filter.matches(terms: terms, quantities: quantities) else { return }
      found.append(
        (
          row.integer(0),
          order.isByTime ? nil : order.key(terms: terms, quantities: quantities)
        ))
    }
    guard filter.needsText else { return sorted(found, order) }
    var fitting: [(run: Int64, key: Double?)] = []
    for candidate in found {
      let fits = try database.rows(
        "SELECT line, note FROM run WHERE number = ?", .integer(candidate.run)
      ) { filter.matches(line: $0.bytes(0), note: $0.bytes(1)) }
      if fits == [true] { fitting.append(candidate) }
    }
    return sorted(fitting, order)
  }

  /// The same for a filter that asks for text alone.
  private func findText(
    _ filter: ResolvedFilter, _ direction: HistoryOrder.Direction, _ part: Part
  ) throws(HistoryError) -> [Int64] {
    var found: [Int64] = []
    try database.each(
      """
      SELECT number, line, note FROM run
      WHERE deleted IS \(part == .deleted ? "NOT" : "") NULL ORDER BY number
      """, []
    ) { row in
      if filter.matches(line: row.bytes(1), note: row.bytes(2)) { found.append(row.integer(0)) }
    }
    return direction == .falling ? found.reversed() : found
  }

  /// By key, and among equals the newest first.
  private func sorted(
    _ found: [(run: Int64, key: Double?)], _ order: ResolvedOrder
  ) -> [Int64] {
    let isFalling = order.direction == .falling
    guard !order.isByTime else {
      let runs = found.map(\.run).sorted()
      return isFalling ? runs.reversed() : runs
    }
    return found.sorted { a, b in
      guard let first = a.key, let second = b.key, first != second else {
        return (a.key == nil) == (b.key == nil) ? a.run > b.run : a.key != nil
      }
      return isFalling ? first > second : first < second
    }.map(\.run)
  }

  /// Runs as lists show them; those that are not there are left out.
  public func rows(_ numbers: some Sequence<Int64>) throws(HistoryError) -> [HistoryRow] {
    let names = try database.rows("SELECT number, name FROM quantity") {
      (UInt32(clamping: $0.integer(0)), $0.text(1))
    }
    let nameOf = Dictionary(names, uniquingKeysWith: { first, _ in first })
    var rows: [HistoryRow] = []
    for number in numbers { rows += try row(number, nameOf) }
    return rows
  }

  private func row(
    _ number: Int64, _ names: [UInt32: String]
  ) throws(HistoryError) -> [HistoryRow] {
    let scores = try database.rows(
      """
      SELECT name, unit, value, spread, floor, floor_spread, better FROM score WHERE run = ?
      ORDER BY place
      """, .integer(number)
    ) { row in
      KeptScore(
        name: row.text(0), unit: row.text(1), better: Score.Better(rawValue: row.text(6)) ?? .lower,
        value: Estimate(mean: row.number(2), spread: row.number(3)),
        floor: Estimate(mean: row.number(4), spread: row.number(5)))
    }
    let tags = try tags(of: number)
    return try database.rows(
      """
      SELECT identity, made, family, line, status, reason, spent, unit, seconds, note, sweep, cell,
        run.deleted, quantities FROM run JOIN fact ON run = number WHERE number = ?
      """, .integer(number)
    ) { row in
      let values = FactBytes.quantities(in: row.bytes(13)).compactMap { entry in
        names[entry.number].map { ($0, entry.value) }
      }
      return HistoryRow(
        number: number, identity: RunIdentity(row.text(0)), made: row.number(1),
        family: row.text(2), line: row.text(3),
        end: RunEntry.End(word: row.text(4), reason: row.text(5)) ?? .failed(row.text(4)),
        spent: Int(row.integer(6)), unit: row.text(7), seconds: row.number(8), note: row.text(9),
        cell: row.isNull(10)
          ? nil : RunEntry.Cell(sweep: row.text(10), index: Int(row.integer(11))),
        isDeleted: !row.isNull(12), scores: scores, tags: tags,
        numbers: Dictionary(values, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// The number of a run named by its number or its identity, or by how that begins.
  public func number(named name: String) throws(HistoryError) -> Int64 {
    let found = try database.rows(
      "SELECT number FROM run WHERE number = ? OR identity = ?",
      Int64(name).map { .integer($0) } ?? .null, .text(name)
    ) { $0.integer(0) }
    guard let number = found.first else { throw .unknownRun(name) }
    return number
  }

  /// What a run told, and its picture; `nil` where there is no such run.
  public func detail(
    of number: Int64
  ) throws(HistoryError) -> (records: KeptRecords, thumbnail: [UInt8])? {
    let found = try database.rows(
      "SELECT names, units, records, thumbnail FROM detail WHERE run = ?", .integer(number)
    ) { row in
      (
        lines(row.text(0)), lines(row.text(1)), History.numbers(in: row.bytes(2)),
        Array(row.bytes(3))
      )
    }
    return found.first.map { names, units, values, thumbnail in
      let isWhole = names.count == units.count && values.count % max(1, names.count) == 0
      return (
        isWhole
          ? KeptRecords(names: names, units: units, values: values)
          : KeptRecords(names: [], units: [], values: []), thumbnail
      )
    }
  }

  func tags(of number: Int64) throws(HistoryError) -> [String] {
    try database.rows(
      "SELECT name FROM tag WHERE run = ? ORDER BY name", .integer(number)
    ) { $0.text(0) }
  }
}

/// None where there is no text at all.
private func lines(_ text: String) -> [String] {
  text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
