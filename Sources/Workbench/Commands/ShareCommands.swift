let shareCommands: [Command] = [
  Command(
    "write", .show, "write what is shown to a file", keys: [.character("w")],
    footer: .init("w", "write", 34), isHere: { $0.focus.showsRun && $0.found == nil },
    obstacle: { $0.writingObstacle }
  ) { state in
    state.openWriting()
    return []
  },
  Command(
    "copy-line", .show, "copy the run line", keys: [.character("y")],
    footer: .init("y", "copy run line", 33), isHere: { $0.focus.showsRun }
  ) { $0.shareLine() },
]

extension Panel {
  /// Whether it shows a single run.
  fileprivate var showsRun: Bool { self == .preview || self == .trajectory || self == .quality }
}
