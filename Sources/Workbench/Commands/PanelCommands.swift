let panelCommands: [Command] =
  [
    Command(
      "next-panel", .move, "to the next panel", keys: [.tab],
      footer: .init("tab", "panel", 50)
    ) { $0.focusPanel(after: 1) },
    Command(
      "previous-panel", .move, "to the panel before", keys: [.backTab]
    ) { $0.focusPanel(after: -1) },
  ]
  + Panel.allCases.map { panel in
    let digit = Unicode.Scalar(UInt8(0x30 + panel.rawValue))
    return Command(
      "panel-\(panel.title.lowercased())", .move,
      "go to \(panel.title); on a value, with Alt",
      keys: [.character(digit), .alt(digit)]
    ) { state in
      state.focus(on: panel)
      return []
    }
  }

extension State {
  mutating func focus(on panel: Panel) {
    focus = panel
    if panel.isSetting { openPanel = panel }
  }

  fileprivate mutating func focusPanel(after count: Int) -> [Effect] {
    let panels = Panel.allCases
    let index = panels.firstIndex(of: focus) ?? 0
    focus(on: panels[(index + count + panels.count) % panels.count])
    return []
  }
}
