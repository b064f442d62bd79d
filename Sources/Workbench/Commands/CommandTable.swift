/// The commands with the keys that somebody gave them; the one place that says what a key means.
///
///     let (table, conflicts) = CommandTable.binding([("run", [Key(name: "F5")!])])
///     table.withKey(.function(5))
public struct CommandTable: Sendable {
  /// In the order in which footer and help show them.
  public let all: [Command]
  private let byKey: [Key: [Command]]

  /// The keys as they are declared.
  public static let standard = CommandTable(Command.all)

  private init(_ commands: [Command]) {
    all = commands
    byKey = Dictionary(
      grouping: commands.flatMap { command in command.keys.map { (key: $0, command: command) } },
      by: \.key
    ).mapValues { pairs in
      // What is meant in few places comes first.
      pairs.map(\.command).filter { !$0.isEverywhere } + pairs.map(\.command).filter(\.isEverywhere)
    }
  }

  public subscript(name: String) -> Command? { all.first { $0.name == name } }

  /// What a key means where the cursor is.
  public func withKey(_ key: Key, in state: State) -> Command? {
    withKey(key).first { $0.isHere(state) }
  }

  /// All that a key can mean, what is meant in few places first.
  public func withKey(_ key: Key) -> [Command] { byKey[key] ?? [] }

  /// Keys that do the same whatever is open.
  var always: Set<Key> { Set(all.filter(\.isAlways).flatMap(\.keys).filter(\.isControl)) }
}

extension CommandTable {
  /// A key that would mean two commands in one place.
  public struct Conflict: Equatable, Sendable {
    /// The command whose keys were to be others, and keeps those that are declared.
    public let command: String
    public let key: Key
    /// The command that has the key.
    public let other: String
  }

  /// The table with other keys for some commands. What would take a key from another command is left
  /// out, the last first.
  /// - Parameter bindings: names of commands, each once, and all the keys of each.
  public static func binding(
    _ bindings: [(command: String, keys: [Key])]
  ) -> (table: CommandTable, conflicts: [Conflict]) {
    var bindings = bindings
    var conflicts: [Conflict] = []
    while true {
      let commands = Command.all.map { command in
        bindings.first { $0.command == command.name }.map { command.with($0.keys) } ?? command
      }
      let table = CommandTable(commands)
      let conflict = bindings.lazy.reversed().compactMap { binding in
        table.conflict(of: binding.command, binding.keys)
      }.first
      guard let conflict else { return (table, conflicts.reversed()) }
      conflicts.append(conflict)
      bindings.removeAll { $0.command == conflict.command }
    }
  }

  private func conflict(of name: String, _ keys: [Key]) -> Conflict? {
    guard let command = self[name] else { return nil }
    for key in keys {
      let other = withKey(key).first { $0.name != name && $0.meets(command) }
      if let other { return Conflict(command: name, key: key, other: other.name) }
    }
    return nil
  }

  /// What the footer writes for a command: the keys that it declares there, as they are here.
  public func footerKeys(of command: Command) -> String {
    guard let footer = command.footer else { return "" }
    return footer.keys.split(separator: " ").map { word in
      let declared = Command.all.first { other in
        other.category == command.category && other.keys.contains { $0.name == word }
      }
      guard let declared, let bound = self[declared.name], bound.keys != declared.keys else {
        return String(word)
      }
      return bound.keys.first?.name ?? ""
    }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Command {
  /// The same command with other keys; what must be there always stays.
  fileprivate func with(_ keys: [Key]) -> Command {
    var command = self
    let kept = isAlways ? self.keys.filter { $0.isControl && !keys.contains($0) } : []
    command.keys = keys + kept
    return command
  }

  /// Whether both can be meant in one place.
  fileprivate func meets(_ other: Command) -> Bool {
    isEverywhere == other.isEverywhere && (isEverywhere || category == other.category)
  }
}

extension Key {
  var isControl: Bool { if case .control = self { true } else { false } }
}

extension State {
  /// The key of a command, as messages write it; where it has none, how the palette takes it.
  public func key(_ command: String) -> String {
    commands[command]?.keys.first?.name
      ?? "\(commands["commands"]?.keys.first?.name ?? "")\(command)"
  }
}
