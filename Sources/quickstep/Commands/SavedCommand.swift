import ArgumentParser
import Experiments
import Files

/// What was kept by name: told, renamed and deleted.
struct SavedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "saved", abstract: "List, rename or delete what was saved by name.",
    discussion: """
      Without a name it lists everything, KIND/NAME with what it stands for. A search saves with \
      --save, the workbench with the key w.
      """)

  @Argument(
    help: ArgumentHelp("Which, as the list names it.", valueName: "kind/name"),
    completion: .saved)
  var name: String?
  @Option(help: ArgumentHelp("Give it another name.", valueName: "name"))
  var rename: String?
  @Flag(help: "Delete it.") var delete = false

  func validate() throws {
    if name == nil, delete || rename != nil {
      throw ValidationError("Missing expected argument '<kind/name>'.")
    }
    if delete, rename != nil {
      throw ValidationError("--delete and --rename exclude each other. Leave one of them out.")
    }
  }

  func run() throws {
    let families = Families.all()
    guard let folder = SavedChoiceFolder.own(for: families) else { throw NowhereToSave() }
    let choices = OwnChoices(families).read().all
    guard let name else {
      return try StandardOutput.write(choices.map { text($0, families) }.joined(separator: "\n"))
    }
    let unknown = DeclarationError.unknownName(
      name, kind: "saved choice", known: choices.map { "\($0.kind)/\($0.name)" })
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, folder.kindNames.contains(parts[0]) else { throw unknown }
    if delete {
      // What cannot be read can still be deleted.
      return try folder.remove(parts[1], kind: parts[0])
    }
    guard let found = choices.first(where: { $0.kind == parts[0] && $0.name == parts[1] }) else {
      throw unknown
    }
    guard let rename else { return try StandardOutput.write(text(found, families)) }
    guard rename != found.name else { return }
    if let taken = choices.first(where: { $0.kind == found.kind && $0.name == rename }) {
      throw SavedChoiceError.taken(taken.name, kind: taken.kind)
    }
    try folder.rename(
      found,
      to: SavedChoice(kind: found.kind, name: rename, choice: found.choice, origin: found.origin))
  }

  private func text(_ saved: SavedChoice, _ families: Families) -> String {
    let options = families.all.flatMap(\.words).compactMap(\.options).first { options in
      options.kind == saved.kind
        && options.declarations.contains { $0.name == saved.choice.name }
    }
    return "\(saved.kind)/\(saved.name)  \(options?.text(saved.choice) ?? saved.choice.name)\n"
      + (saved.origin.isEmpty ? "" : "  found for \(saved.origin)\n")
  }
}
