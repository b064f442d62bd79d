/// Something that a person can ask for: the one place where keys, footer, help, palette and manual
/// learn of it.
public struct Command: Sendable {
  public enum Category: String, CaseIterable, Sendable {
    case run = "Run"
    case sweep = "Sweep"
    case history = "Runs that were kept"
    case walk = "Walk through a run"
    case change = "Change a value"
    case move = "Move"
    case show = "Show"
    case program = "Program"
  }

  /// What the footer says, where there is room.
  public struct Footer: Sendable {
    /// Keys of more than one command may stand together.
    public let keys: String
    public let text: @Sendable (State) -> String
    /// Higher stays longer.
    public let importance: Int

    init(
      _ keys: String, _ importance: Int, _ text: @escaping @Sendable (State) -> String
    ) {
      self.keys = keys
      self.text = text
      self.importance = importance
    }

    init(_ keys: String, _ text: String, _ importance: Int) {
      self.init(keys, importance) { _ in text }
    }
  }

  /// As typed in the palette.
  public let name: String
  public let category: Category
  /// One line.
  public let summary: String
  public internal(set) var keys: [Key]
  public let footer: Footer?
  /// Whether its keys mean it where the cursor is: one key can mean one thing among the settings and
  /// another beside a run.
  public let isHere: @Sendable (State) -> Bool
  /// Whether its keys mean it wherever the cursor is, unless they mean something else there.
  public let isEverywhere: Bool
  /// Whether its control keys mean it even where text is typed.
  let isAlways: Bool
  /// Whether it continues the change before: only steps of one value do.
  let isRepeatable: Bool
  /// Why it cannot be used now; `nil` where it can.
  public let obstacle: @Sendable (State) -> String?
  /// As `obstacle`, where that takes a forecast to know: asked when the command is given, where an
  /// obstacle is asked for at every frame.
  let refusal: @Sendable (State) -> String?
  let perform: @Sendable (inout State) -> [Effect]

  init(
    _ name: String, _ category: Category, _ summary: String, keys: [Key], footer: Footer? = nil,
    isHere: (@Sendable (State) -> Bool)? = nil, isAlways: Bool = false,
    isRepeatable: Bool = false, obstacle: @escaping @Sendable (State) -> String? = { _ in nil },
    refusal: @escaping @Sendable (State) -> String? = { _ in nil },
    perform: @escaping @Sendable (inout State) -> [Effect]
  ) {
    self.name = name
    self.category = category
    self.summary = summary
    self.keys = keys
    self.footer = footer
    self.isHere = isHere ?? { _ in true }
    isEverywhere = isHere == nil
    self.isAlways = isAlways
    self.isRepeatable = isRepeatable
    self.obstacle = obstacle
    self.refusal = refusal
    self.perform = perform
  }

  /// The name in words.
  public var title: String {
    String(name.map { $0 == "-" ? " " : $0 })
  }

  /// The keys by name, as help writes them.
  public var keyNames: String { keys.map(\.name).joined(separator: " ") }
}

extension Command {
  /// All commands with the keys that they declare, in the order in which footer and help show them.
  public static let all: [Command] =
    levelCommands + sweepCommands + historyCommands + shareCommands + runCommands + walkCommands
    + forkCommands + markCommands + changeCommands + savingCommands + showCommands
    + moveCommands
    + panelCommands + programCommands
}
