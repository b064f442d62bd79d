import Experiments
import Files
import Runs

/// What runs in lock-step told: first what they say otherwise, then their steps and quality side by
/// side.
struct ComparisonReport {
  /// The run lines, in order.
  let lines: [String]
  let differences: [Difference]
  var told: RunReport

  init(_ sentences: [Sentence], among families: Families, outline: RunOutline) {
    lines = sentences.map { families.runLine($0) }
    differences = families.differences(among: sentences)
    told = RunReport(line: Self.command(lines), outline: outline)
  }

  /// What makes the same comparison.
  private static func command(_ lines: [String]) -> String {
    let quoted = lines.map { line in
      "'" + line.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
    }
    return "quickstep compare " + quoted.joined(separator: " ")
  }

  private var letters: [String] { lines.indices.map { String(Unicode.Scalar(UInt8(65 + $0))) } }

  /// One row a word that differs, one column a run.
  var differencesText: String {
    guard !differences.isEmpty else { return "A and the others say the same.\n" }
    var table = TextTable([""] + letters, sides: [.left] + letters.map { _ in .left })
    for difference in differences {
      table.add(
        [difference.label]
          + difference.texts.map { $0.isEmpty ? "-" : PrintableText($0, limit: 60).text })
    }
    return table.text
  }

  /// One row a step: the statistics of all, then what each adds up, with its coefficient.
  var table: Files.Table {
    let sums = told.records.map { $0.details.first { $0.isOfCoefficients } }
    var columns: [(letter: String, name: String)] = []
    for letter in letters {
      for row in sums.compactMap({ $0?.rows }).joined()
      where !columns.contains(where: { $0 == (letter, row.name) }) {
        columns.append((letter, row.name))
      }
    }
    return told.table.adding(
      columns.map { Files.Table.Column("\($0.letter)-coefficient-\($0.name)") },
      sums.map { sum in
        columns.map { column in
          let place = sum?.columns.firstIndex(of: column.letter)
          let row = sum?.rows.first { $0.name == column.name }
          return Files.Table.Cell(place.flatMap { row?.values[$0] })
        }
      })
  }

  var json: String {
    told.json(beside: [
      "runs": .array(lines.map { .string($0) }),
      "differences": .array(
        differences.map { difference in
          .object([
            "word": .string(difference.place.word),
            "knob": difference.place.knob.map { .string($0) } ?? .null,
            "values": .array(difference.texts.map { .string($0) }),
          ])
        }),
    ])
  }
}

extension [Product] {
  /// All in one array whose first axis counts the runs.
  /// - Throws: `UnequalProducts` where they have other shapes.
  func stacked() throws -> NumberArray {
    guard let first, allSatisfy({ $0.shape == first.shape }) else { throw UnequalProducts() }
    return NumberArray(shape: [count] + first.shape, values: flatMap(\.values))
  }
}

/// What runs made cannot stand in one array.
struct UnequalProducts: Error, CustomStringConvertible {
  var description: String {
    "--npy: the runs make arrays of different shapes, or none. "
      + "Give all the same number of samples, or leave it out."
  }
}
