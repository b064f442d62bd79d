/// A table of text with aligned columns: the first column to the left, numbers to the right.
struct TextTable {
  enum Side { case left, right }

  let sides: [Side]
  private(set) var rows: [[String]] = []

  init(_ heading: [String], sides: [Side]) {
    self.sides = sides
    rows = [heading]
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = sides.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return sides[column] == .left ? row[column] + padding : padding + row[column]
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
