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
      panel.isSetting
        ? "go to \(panel.title); again closes its list"
        : panel.isLower ? "open \(panel.title); again closes it" : "go to \(panel.title)",
      keys: [.character(digit), .alt(digit)]
    ) { state in
      let wasAbove = state.panelAbove
      if panel.isLower {
        // Again closes it.
        if state.focus == panel { return state.closeLower() }
        state.show(below: panel)
        return []
      }
      state.focus(on: panel)
      state.isListOpen = panel.isSetting && wasAbove != panel
      return []
    }
  }

extension State {
  mutating func focus(on panel: Panel) {
    if panel != focus { isListOpen = false }
    focus = panel
    guard panel.isSetting else { return }
    openPanel = panel
    // What is known of a step stands where the settings are.
    if case .details = open { open = nil }
  }

  /// Takes the lower panel off the screen.
  mutating func closeLower() -> [Effect] {
    if focus == lowerPanel { focus(on: openPanel) }
    lowerPanel = nil
    return []
  }

  fileprivate mutating func focusPanel(after count: Int) -> [Effect] {
    let panels = Panel.allCases.filter { !$0.isLower || $0 == lowerPanel }
    let index = panels.firstIndex(of: focus) ?? 0
    focus(on: panels[(index + count + panels.count) % panels.count])
    return []
  }
}
