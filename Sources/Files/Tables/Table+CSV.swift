extension Table {
  /// The table as CSV (RFC 4180, lines end in a line feed): a line of headings, `name (unit)`,
  /// then one line a row. Numbers have the fewest digits that read back as the same value; empty
  /// cells, NaN and infinities are empty.
  public var csv: String {
    var text = line(columns.map { $0.unit.isEmpty ? $0.name : "\($0.name) (\($0.unit))" })
    for row in rows { text += line(row.map(field)) }
    return text
  }
}

private func line(_ fields: [String]) -> String {
  fields.map(quotedWhereNeeded).joined(separator: ",") + "\n"
}

private func field(_ cell: Table.Cell) -> String {
  switch cell {
  case .empty: ""
  case .number(let value): value.isFinite ? shortestText(value) : ""
  case .integer(let value): "\(value)"
  case .text(let text): text
  }
}

private func quotedWhereNeeded(_ field: String) -> String {
  guard field.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return field }
  return "\""
    + field.split(separator: "\"", omittingEmptySubsequences: false)
    .joined(separator: "\"\"") + "\""
}
