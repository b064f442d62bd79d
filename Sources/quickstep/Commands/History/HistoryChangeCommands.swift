import ArgumentParser
import Experiments
import History
import Runs

/// Puts a tag on runs, or takes it away.
struct HistoryTagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Tag runs: quickstep history tag ID... NAME.")

  @Argument(
    help: ArgumentHelp("Numbers of runs, as list shows them, then the tag.", valueName: "id... tag")
  )
  var words: [String]
  @Flag(help: "Take the tag away.") var remove = false

  func validate() throws {
    guard words.count >= 2 else {
      throw ValidationError(
        "Numbers of runs and a tag are expected: quickstep history tag 12 keep.")
    }
  }

  func run() throws {
    let name = try HistoryTag.checked(words[words.count - 1])
    let store = try HistoryStore(HistoryStore.ownPath())
    var runs: [Int64] = []
    for word in words.dropLast() { runs.append(try store.number(named: word)) }
    let changed = remove ? try store.untag(runs, name) : try store.tag(runs, name)
    try StandardOutput.write(
      "\(counted(changed, of: runs)) \(remove ? "untagged" : "tagged") \(name)\n")
  }
}

/// Marks runs as deleted.
struct HistoryDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete runs; restore brings them back.")

  @OptionGroup var runs: RunArguments

  func run() throws {
    let store = try HistoryStore(HistoryStore.ownPath())
    let runs = try runs.numbers(in: store)
    let changed = try store.delete(runs, at: wallSeconds())
    try StandardOutput.write("\(counted(changed, of: runs)) deleted\n")
  }
}

/// Takes deleting back.
struct HistoryRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring deleted runs back; list --deleted shows them.")

  @OptionGroup var runs: RunArguments

  func run() throws {
    let store = try HistoryStore(HistoryStore.ownPath())
    let runs = try runs.numbers(in: store)
    let changed = try store.restore(runs)
    try StandardOutput.write("\(counted(changed, of: runs)) restored\n")
  }
}

/// How many of the runs that were named have changed.
private func counted(_ changed: [Int64], of runs: [Int64]) -> String {
  let all = Set(runs).count
  return changed.count == all
    ? "\(all) \(all == 1 ? "run" : "runs")" : "\(changed.count) of \(all) runs"
}
