import ArgumentParser
import Experiments
import History

/// What was run: listed, shown, tagged, taken elsewhere, deleted.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List, show, tag, export or delete the runs that were kept.",
    discussion: """
      Every run that ends is kept, with its run line, statistics, scores and a small picture, in \
      $XDG_STATE_HOME/quickstep/history.sqlite.

      A FILTER is terms between blanks, all of which must hold: NAME, a comparison (= : != < <= > \
      >= ~) and a value, where ~ means "contains". NAME is a word (solver), a knob (solver.order), \
      a statistic of the last step (error), a score (sliced-w2), or family, status, tag, sweep, \
      seconds, spent; its beginning is enough where that is unique. Numbers take units: 5%, 20ms, \
      15k. Other terms must stand in the run line. \
      For example: 'err<1e-3 nfe<=8 solver~unipc tag:keep'.
      """,
    subcommands: [
      HistoryListCommand.self, HistoryShowCommand.self, HistoryTagCommand.self,
      HistoryExportCommand.self, HistoryDeleteCommand.self, HistoryRestoreCommand.self,
    ],
    defaultSubcommand: HistoryListCommand.self)
}

/// The terms of a filter.
struct FilterArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("Which runs; all without.", valueName: "filter"))
  var terms: [String] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Order by a name, smallest first; -NAME largest first. Without, the newest come first.",
      valueName: "name"))
  var sort: String?
  @Flag(help: "Those that were deleted.") var deleted = false

  /// The runs meant.
  func find(in store: HistoryStore, _ families: Families) throws -> [Int64] {
    try store.find(
      HistoryFilter(terms.joined(separator: " ")), sort.map { HistoryOrder($0) } ?? .newest,
      deleted ? .deleted : .present, declared: families.factNames)
  }
}

/// Runs by number or identity.
struct RunArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("Numbers of runs, as list shows them.", valueName: "id"))
  var names: [String]

  func numbers(in store: HistoryStore) throws(HistoryError) -> [Int64] {
    var numbers: [Int64] = []
    for name in names { numbers.append(try store.number(named: name)) }
    return numbers
  }
}
