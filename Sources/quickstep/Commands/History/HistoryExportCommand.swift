import ArgumentParser
import Experiments
import Files
import History

/// Runs as a table for other programs.
struct HistoryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write runs as CSV or JSON, one row a run.")

  @OptionGroup var filter: FilterArguments
  @Option(
    help: ArgumentHelp("Write CSV; - is standard output.", valueName: "file"), completion: .file())
  var csv: String?
  @Option(
    help: ArgumentHelp("Write JSON; - is standard output.", valueName: "file"), completion: .file())
  var json: String?

  func validate() throws {
    guard csv != nil || json != nil else {
      throw ValidationError("Say where to: --csv FILE or --json FILE.")
    }
  }

  func run() throws {
    guard csv != "-" || json != "-" else { throw StandardOutputError() }
    let families = Families.all()
    let store = try HistoryStore(HistoryStore.ownPath())
    let table = Self.table(try store.rows(filter.find(in: store, families)))
    for (path, text) in [(csv, { table.csv }), (json, { table.json })] {
      guard let path else { continue }
      if path == "-" {
        try StandardOutput.write(text())
      } else {
        try AtomicFile.write(text(), to: path)
      }
    }
  }

  /// The columns that every run has, its scores, then every number that one of the runs has.
  private static func table(_ rows: [HistoryRow]) -> Files.Table {
    var scores: [(name: String, unit: String)] = []
    for score in rows.flatMap(\.scores) where !scores.contains(where: { $0.name == score.name }) {
      scores.append((score.name, score.unit))
    }
    let own = Set(fixed + scores.map(\.name))
    let names = Set(rows.flatMap(\.numbers.keys)).subtracting(own).sorted()
    var table = Files.Table(
      columns: fixed.map { Files.Table.Column($0, unit: $0 == "seconds" ? "s" : "") }
        + scores.flatMap { score in
          ["", "-spread", "-floor", "-floor-spread"].map {
            Files.Table.Column(score.name + $0, unit: score.unit)
          }
        } + names.map { Files.Table.Column($0) })
    for row in rows {
      table.append(
        cells(row)
          + scores.flatMap { name, _ -> [Files.Table.Cell] in
            guard let score = row.scores.first(where: { $0.name == name }) else {
              return [.empty, .empty, .empty, .empty]
            }
            return [score.value.mean, score.value.spread, score.floor.mean, score.floor.spread]
              .map(Files.Table.Cell.number)
          } + names.map { Files.Table.Cell(row.numbers[$0]) })
    }
    return table
  }

  private static let fixed = [
    "number", "identity", "made", "family", "end", "reason", "run", "spent", "budget", "seconds",
    "tags", "note", "sweep", "cell",
  ]

  private static func cells(_ row: HistoryRow) -> [Files.Table.Cell] {
    [
      .integer(Int(row.number)), .text(row.identity.text), .text(universalTime(row.made)),
      .text(row.family), .text(row.end.word), .text(row.end.reason), .text(row.line),
      .integer(row.spent), .text(row.unit), .number(row.seconds),
      .text(row.tags.joined(separator: " ")), .text(row.note),
      row.cell.map { .text($0.sweep) } ?? .empty, row.cell.map { .integer($0.index) } ?? .empty,
    ]
  }
}
