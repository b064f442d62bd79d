import Quickstep

let changeCommands: [Command] = [
  Command(
    "less", .change, "smaller value, or the choice before",
    keys: [.character("-"), .character("_")], footer: .init("- +", "change", 65),
    isRepeatable: true, obstacle: changeObstacle
  ) { $0.moveValue(by: -1) },
  Command(
    "more", .change, "larger value, or the next choice",
    keys: [.character("+")], isRepeatable: true, obstacle: changeObstacle
  ) { $0.moveValue(by: 1) },
  Command(
    "open", .change, "open a list; type a value; details of a step",
    keys: [.enter, .character("=")], footer: .init("enter", 40) { $0.openText },
    obstacle: openObstacle
  ) { $0.openRow() },
  Command(
    "default", .change, "default value; delete a hand-written level",
    keys: [.delete, .character("x")], obstacle: changeObstacle
  ) { state in
    state.showLines()
    guard let parameter = state.selectedParameter else { return [] }
    state.attempt(nil) { try $0.plan(resetting: parameter) }
    return []
  },
  Command(
    "undo", .change, "take back the last change", keys: [.character("u")],
    footer: .init("u", "undo", 45),
    obstacle: { $0.history.past.isEmpty ? "nothing has been changed" : nil }
  ) { state in
    if let plan = state.history.undo(from: state.plan) { state.adopt(plan) }
    return []
  },
  Command(
    "redo", .change, "make that change again", keys: [.control("r")],
    obstacle: { $0.history.future.isEmpty ? "nothing has been taken back" : nil }
  ) { state in
    if let plan = state.history.redo(from: state.plan) { state.adopt(plan) }
    return []
  },
]

let levelCommands: [Command] = [
  Command(
    "insert-level", .change, "add a noise level below this one", keys: [.character("i"), .insert],
    obstacle: { state in
      state.focus == .steps && state.plan.handWrittenLevels != nil
        ? nil : "only among hand-written levels"
    }
  ) { state in
    state.showLines()
    var index = Int.max - 1
    if case .level(let selected) = state.selectedParameter { index = selected }
    state.attempt(nil) { try $0.plan.insertingLevel(after: index) }
    return []
  }
]

@Sendable private func changeObstacle(_ state: State) -> String? {
  state.cursor == nil ? "no value here; see panels 1 to 4" : nil
}

@Sendable private func openObstacle(_ state: State) -> String? {
  switch state.focus {
  case .model, .solver, .steps, .guidance: nil
  case .preview, .trajectory: state.run?.record == nil ? "no run yet; press r" : nil
  case .quality: "nothing to open here"
  }
}

extension State {
  fileprivate var openText: String {
    guard showsLines else { return "list" }
    return switch (cursor, focus) {
    case (.parameter(.level), _) where plan.handWrittenLevels == nil: "write by hand"
    case (.parameter(let parameter), _): options(of: parameter) == nil ? "type" : "choose"
    case (_, .preview), (_, .trajectory): "details"
    default: panelAbove == nil ? "knobs" : "close"
    }
  }

  /// Moves the value that the cursor stands on; in a list that means the choice.
  mutating func moveValue(by count: Int) -> [Effect] {
    showLines()
    switch cursor {
    case .parameter(let parameter):
      attempt(parameter) { try $0.plan(moving: parameter, by: count) }
    case .model, .solver: moveCursor(.by(count))
    case nil: break
    }
    return []
  }

  fileprivate mutating func openRow() -> [Effect] {
    guard showsLines else {
      showLines()
      return []
    }
    switch cursor {
    case .parameter(.level) where plan.handWrittenLevels == nil:
      let sigmas = levelSigmas
      attempt(nil) { state in
        var plan = state.plan
        plan.setHandWrittenLevels(sigmas)
        return plan
      }
      inform("The levels are written by hand now: type, - +, i inserts, x deletes, u takes back.")
    case .parameter(let parameter):
      if let options = options(of: parameter) {
        let present = typedText(of: parameter)
        open = .chooser(Chooser(parameter, options, present: present))
      } else {
        open = .edit(parameter, TextInput(replacing: typedText(of: parameter)))
      }
    case .model, .solver:
      guard panelAbove == nil else {
        isListOpen = false
        break
      }
      guard let first = rows(of: focus).parameters.first else {
        inform("This one has no knobs.")
        break
      }
      cursors[focus] = .parameter(first)
    case nil:
      if focus == .trajectory || focus == .preview { open = .details(0) }
    }
    return []
  }
}
