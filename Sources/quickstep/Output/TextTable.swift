/// A table of text with aligned columns.
struct TextTable {
  enum Side {
    case left, right
    /// Decimal points below each other, the heading over the numbers.
    case number
  }

  let sides: [Side]
  private(set) var rows: [[String]] = []

  init(_ heading: [String], sides: [Side]) {
    self.sides = sides
    rows = [heading]
  }

  /// - Parameter row: a text for each column.
  mutating func add(_ row: [String]) {
    precondition(row.count == sides.count)
    rows.append(row)
  }

  var text: String {
    let columns = sides.indices.map { column in laidOut(rows.map { $0[column] }, sides[column]) }
    return rows.indices.map { row in
      var line = columns.map { $0[row] }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// The texts of a column, heading first, all of one width.
  private func laidOut(_ texts: [String], _ side: Side) -> [String] {
    let aligned = side == .number ? alignedAtThePoint(texts[0], Array(texts.dropFirst())) : texts
    let width = aligned.map(\.count).max() ?? 0
    return aligned.map { text in
      let padding = String(repeating: " ", count: width - text.count)
      return side == .left ? text + padding : padding + text
    }
  }

  private func alignedAtThePoint(_ heading: String, _ numbers: [String]) -> [String] {
    func whole(_ text: String) -> Int { text.prefix { $0 != "." && $0 != "e" }.count }
    let before = numbers.map(whole).max() ?? 0
    let after = numbers.map { $0.count - whole($0) }.max() ?? 0
    // The heading ends over the third figure of a number like 1.23.
    let behind = max(0, min(after - 3, before + after - heading.count))
    return [heading + String(repeating: " ", count: behind)]
      + numbers.map { text in
        String(repeating: " ", count: before - whole(text)) + text
          + String(repeating: " ", count: after - text.count + whole(text))
      }
  }
}
