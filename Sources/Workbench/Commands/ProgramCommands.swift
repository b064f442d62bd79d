import Quickstep

let programCommands: [Command] = [
  Command(
    "home", .program, "close what is open; then to the first panel",
    keys: [.escape]
  ) { $0.goHome() },
  Command(
    "commands", .program, "find a command, or set: solver heun, steps 12",
    keys: [.character(":")], footer: .init(":", "command", 55)
  ) { state in
    state.open = .palette(Palette())
    return []
  },
  Command(
    "open-model", .program, "browse folders for a model, or type its path",
    keys: [.character("o")], footer: .init("o", "open model", 22)
  ) { state in
    state.open = .browser(Browser(.model))
    return []
  },
  Command(
    "help", .program, "all keys and commands", keys: [.character("?"), .function(1)],
    footer: .init("?", "help", 95)
  ) { state in
    state.open = .help(0)
    return []
  },
  Command("repaint", .program, "paint the whole screen anew", keys: [.control("l")]) { _ in
    [.repaint]
  },
  Command("suspend", .program, "back to the shell; fg returns", keys: [.control("z")]) { _ in
    [.suspend]
  },
  Command(
    "quit", .program, "leave", keys: [.character("q"), .control("c")],
    footer: .init("q", "quit", 60)
  ) { $0.leave() },
]

extension State {
  /// One press closes what is open or drops an error; the next stops loading a model, or leads to
  /// the first panel.
  fileprivate mutating func goHome() -> [Effect] {
    let wasBusy = open != nil || message?.kind == .error
    open = nil
    message = nil
    if !wasBusy, launch?.loaded != nil { return [.cancel] }
    if !wasBusy {
      isZoomed = false
      run?.walkedTo = nil
      focus(on: .model)
    }
    return []
  }
}
