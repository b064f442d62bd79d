import Experiments

let programCommands: [Command] = [
  Command(
    "close", .program, "drop an error, or close what is open",
    keys: [.escape]
  ) { $0.close() },
  Command(
    "commands", .program, "find a command, or set a word: steps 12",
    keys: [.character(":")], footer: .init(":", "command", 55)
  ) { state in
    state.open = .palette(Palette())
    return []
  },
  Command(
    "family", .program, "turn to the next kind of run", keys: [.character("f")],
    footer: .init("f", "family", 8),
    obstacle: { $0.families.all.count > 1 ? nil : "there is only one" }
  ) { state in
    state.turn(to: state.nextFamily)
    return []
  },
  Command(
    "open-model", .program, "browse folders for a model, or type its path",
    keys: [.character("o")], footer: .init("o", "open model", 22),
    obstacle: { $0.family.modelPaths == nil ? "these models have names only" : nil }
  ) { state in
    state.open = .browser(Browser(.model))
    return []
  },
  Command(
    "presets", .program, "take a preset by its name as the plan", keys: [.alt("o")],
    footer: .init("M-o", "presets", 21)
  ) { $0.openPresets() },
  Command(
    "help", .program, "all keys and commands", keys: [.character("?"), .function(1)],
    footer: .init("?", "help", 95)
  ) { state in
    state.open = .help(0)
    return []
  },
  Command("repaint", .program, "paint the whole screen anew", keys: [.control("l")], isAlways: true)
  { _ in
    [.repaint]
  },
  Command(
    "suspend", .program, "back to the shell; fg returns", keys: [.control("z")], isAlways: true
  ) { _ in
    [.suspend]
  },
  Command(
    "quit", .program, "leave", keys: [.character("q"), .control("c")],
    footer: .init("q", "quit", 60), isAlways: true
  ) { $0.leave() },
]

extension State {
  /// Closes one thing, the one on top: an error, what is open, a list; then stops loading a model.
  /// Where the person stands, in panels and in the run, stays as it is.
  fileprivate mutating func close() -> [Effect] {
    if message?.kind == .error {
      message = nil
    } else if open != nil {
      if case .filter = open, focus == .history { kept.filter = "" }
      open = nil
    } else if panelAbove != nil {
      isListOpen = false
    } else if lowerPanel != nil, focus == lowerPanel {
      return closeLower()
    } else if launch?.loaded != nil {
      return [.cancel]
    }
    return []
  }
}
