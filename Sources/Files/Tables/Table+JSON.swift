extension Table {
  /// The table as JSON: `{"columns": [{"name", "unit"}, …], "rows": [{name: value, …}, …]}`, one
  /// line a row. Numbers have the fewest digits that read back as the same value; empty cells,
  /// NaN and infinities are null.
  public var json: String {
    let headings = columns.map {
      "    {\"name\": \(quoted($0.name)), \"unit\": \(quoted($0.unit))}"
    }
    let names = columns.map { quoted($0.name) }
    let lines = rows.map { row in
      "    {" + zip(names, row).map { "\($0): \(value($1))" }.joined(separator: ", ") + "}"
    }
    return "{\n  \"columns\": \(list(headings)),\n  \"rows\": \(list(lines))\n}\n"
  }
}

private func list(_ lines: [String]) -> String {
  lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
}

private func value(_ cell: Table.Cell) -> String {
  switch cell {
  case .empty: "null"
  case .number(let value): jsonNumber(value)
  case .integer(let value): "\(value)"
  case .text(let text): quoted(text)
  }
}
