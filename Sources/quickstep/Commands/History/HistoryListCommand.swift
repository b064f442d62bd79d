import ArgumentParser
import Experiments
import Files
import History
import Runs

/// The runs that a filter lets pass, one a line.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List runs, the newest first.")

  @OptionGroup var filter: FilterArguments
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most lines; 0 for all.", valueName: "n"))
  var limit = "30"

  func run() throws {
    guard let limit = Int(limit), limit >= 0 else {
      throw DeclarationError.badValue(knob: "limit", text: limit, range: "0 or more")
    }
    let families = Families.all()
    let store = try HistoryStore(HistoryStore.ownPath())
    let found = try filter.find(in: store, families)
    let rows = try store.rows(limit == 0 ? found[...] : found.prefix(limit))
    try StandardOutput.write(Self.text(rows))
    if rows.count < found.count {
      StandardError.write("\(rows.count) of \(found.count); --limit shows more\n")
    }
  }

  private static func text(_ rows: [HistoryRow]) -> String {
    guard !rows.isEmpty else { return "no runs\n" }
    var table = TextTable(
      ["#", "made", "end", "spent", "quality", "tags", "run"],
      sides: [.right, .left, .left, .right, .left, .left, .left])
    for row in rows {
      table.add([
        "\(row.number)", localTime(row.made), row.end.word, "\(row.spent) \(row.unit)",
        row.scores.first?.brief ?? "-", row.tags.isEmpty ? "-" : row.tags.joined(separator: ","),
        PrintableText(row.line, limit: 200).text,
      ])
    }
    return table.text
  }
}

extension KeptScore {
  /// `sliced-w2 0.0130 ±.0012`.
  var brief: String { "\(name) \(format(value.mean)) ±\(spreadText(value.spread))" }
}
