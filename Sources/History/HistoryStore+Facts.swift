import Experiments

/// The numbers under which names and texts are kept.
struct InternedNames {
  /// By name and text, or by name and unit.
  var terms: [[String]: UInt32] = [:]
  var quantities: [[String]: UInt32] = [:]
}

// What runs are found by.
extension HistoryStore {
  func writeFacts(of entry: RunEntry, _ run: Int64) throws(HistoryError) {
    var terms = [
      try term("family", entry.family), try term("status", entry.end.word),
    ]
    if let cell = entry.cell { terms.append(try term("sweep", cell.sweep)) }
    var quantities: [(number: UInt32, value: Double)] = []
    var taken: Set<String> = []
    func add(_ name: String, unit: String, _ value: Double) throws(HistoryError) {
      guard !value.isNaN, taken.insert(name).inserted else { return }
      quantities.append((try quantity(name, unit: unit), value))
    }
    for fact in entry.facts {
      switch fact.value {
      case .text(let text): terms.append(try term(fact.name, text))
      case .number(let value): try add(fact.name, unit: "", value)
      }
    }
    for score in entry.scores { try add(score.name, unit: score.unit, score.value.mean) }
    let records = entry.records
    if records.count > 0 {
      for (column, value) in records[records.count - 1].enumerated() {
        try add(records.names[column], unit: records.units[column], value)
      }
    }
    try add("seconds", unit: "s", entry.seconds)
    try add("spent", unit: "", Double(entry.spent))
    for name in try tags(of: run) { terms.append(try term("tag", name)) }
    try database.run(
      """
      INSERT INTO fact VALUES (?1, (SELECT deleted IS NOT NULL FROM run WHERE number = ?1), ?2, ?3)
      ON CONFLICT (run) DO UPDATE SET terms = excluded.terms, quantities = excluded.quantities
      """, .integer(run), .blob(FactBytes.terms(terms)), .blob(FactBytes.quantities(quantities)))
  }

  /// The number of a text under a name.
  func term(_ name: String, _ text: String) throws(HistoryError) -> UInt32 {
    let key = [plainName(name), text]
    if let known = interned.terms[key] { return known }
    let number = try number(key, table: "term", column: "text")
    interned.terms[key] = number
    return number
  }

  private func quantity(_ name: String, unit: String) throws(HistoryError) -> UInt32 {
    let key = [plainName(name), unit]
    if let known = interned.quantities[key] { return known }
    let number = try number(key, table: "quantity", column: "unit")
    interned.quantities[key] = number
    return number
  }

  private func number(
    _ key: [String], table: String, column: String
  ) throws(HistoryError) -> UInt32 {
    let values = key.map(DatabaseValue.text)
    try database.run(
      "INSERT OR IGNORE INTO \(table) (name, \(column)) VALUES (?, ?)", values[0], values[1])
    return try database.rows(
      "SELECT number FROM \(table) WHERE name = ? AND \(column) = ?", values[0], values[1]
    ) { UInt32(clamping: $0.integer(0)) }[0]
  }
}
