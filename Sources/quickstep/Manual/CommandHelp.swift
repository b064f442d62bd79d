import ArgumentParser
import Files
import Quickstep

/// What the parser knows of a command, as far as a manual needs it.
struct CommandHelp {
  /// A flag, an option or a word without a name.
  struct Argument {
    /// `--steps`, `-h`; none for a word without a name.
    let names: [String]
    /// `nil` where it takes none.
    let valueName: String?
    let summary: String
    let isOptional: Bool
    let isRepeating: Bool
  }

  let name: String
  let summary: String
  let discussion: String
  let arguments: [Argument]
  let subcommands: [CommandHelp]

  /// The whole program.
  static func program() throws -> CommandHelp {
    let text = QuickstepCommand._dumpHelp()
    let root = try JSONFile.parse(ByteSource(path: "help", bytes: Array(text.utf8)))
    return CommandHelp(root["command"])
  }

  private init(_ command: JSONValue?) {
    name = command?["commandName"]?.string ?? ""
    summary = command?["abstract"]?.string ?? ""
    discussion = command?["discussion"]?.string ?? ""
    arguments = (command?["arguments"]?.array ?? []).filter(isShown).map(Argument.init)
    subcommands = (command?["subcommands"]?.array ?? []).filter(isShown).map { CommandHelp($0) }
  }
}

extension CommandHelp.Argument {
  fileprivate init(_ argument: JSONValue) {
    names = (argument["names"]?.array ?? []).compactMap { name in
      name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
    }
    valueName = argument["kind"]?.string == "flag" ? nil : argument["valueName"]?.string
    summary = argument["abstract"]?.string ?? ""
    isOptional = argument["isOptional"]?.bool ?? false
    isRepeating = argument["isRepeating"]?.bool ?? false
  }
}

private func isShown(_ value: JSONValue) -> Bool { value["shouldDisplay"]?.bool ?? true }
