import ArgumentParser
import Experiments
import Files
import History

/// Everything that is kept of one run.
struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: its line, its steps and its quality.")

  @Argument(help: ArgumentHelp("The number of a run, as list shows it.", valueName: "id"))
  var name: String
  @Option(
    help: ArgumentHelp("Write its small picture.", valueName: "file"), completion: .file())
  var png: String?

  func run() throws {
    let store = try HistoryStore(HistoryStore.ownPath())
    let number = try store.number(named: name)
    guard let row = try store.rows([number]).first, let detail = try store.detail(of: number) else {
      throw HistoryError.unknownRun(name)
    }
    if let png {
      guard !detail.thumbnail.isEmpty else { throw NoThumbnail(number: number) }
      if png == "-" { return try StandardOutput.write(detail.thumbnail) }
      try AtomicFile.write(detail.thumbnail, to: png)
    }
    try StandardOutput.write(Self.heading(row) + Self.steps(detail.records) + Self.quality(row))
  }

  private static func heading(_ row: HistoryRow) -> String {
    let reason = row.end.reason.isEmpty ? "" : ": \(row.end.reason)"
    return """
      \(PrintableText(row.line, limit: 8000).text)
      #\(row.number)  \(row.identity.text)  \(localTime(row.made))  \(row.end.word)\(reason)
      \(row.spent) \(row.unit) in \(format(row.seconds)) s

      """
        + (row.cell.map { "cell \($0.index) of sweep \(PrintableText($0.sweep).text)\n" } ?? "")
        + (row.tags.isEmpty ? "" : "tags \(row.tags.joined(separator: ", "))\n")
        + (row.note.isEmpty ? "" : "\(PrintableText(row.note).text)\n")
        + (row.isDeleted ? "deleted\n" : "")
  }

  private static func steps(_ records: KeptRecords) -> String {
    let rows = (0..<records.count).map { Array(records[$0]) }
    let shown = records.names.indices.filter { column in rows.contains { !$0[column].isNaN } }
    guard !shown.isEmpty else { return "" }
    var table = TextTable(
      shown.map {
        records.units[$0].isEmpty ? records.names[$0] : "\(records.names[$0]), \(records.units[$0])"
      }, sides: shown.map { _ in .number })
    for row in rows { table.add(shown.map { format(row[$0].isNaN ? nil : row[$0]) }) }
    return "\n" + table.text
  }

  private static func quality(_ row: HistoryRow) -> String {
    guard !row.scores.isEmpty else { return "" }
    var table = TextTable(
      ["quality", "value", "±", "floor", "±"], sides: [.left, .number, .left, .number, .left])
    for score in row.scores {
      table.add([
        score.unit.isEmpty ? score.name : "\(score.name), \(score.unit)",
        format(score.value.mean), spreadText(score.value.spread), format(score.floor.mean),
        spreadText(score.floor.spread),
      ])
    }
    return "\n" + table.text
  }
}

/// A run of which there is no picture.
struct NoThumbnail: Error, CustomStringConvertible {
  let number: Int64

  var description: String { "--png: there is no picture of run \(number). Leave it out." }
}
