import Experiments

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
    "default", .change, "default value", keys: [.delete], obstacle: changeObstacle
  ) { $0.resetValue() },
  Command(
    "undo", .change, "take back the last change", keys: [.character("u")],
    footer: .init("u", "undo", 45),
    obstacle: { $0.history.past.isEmpty ? "nothing has been changed" : nil }
  ) { state in
    if let sentence = state.history.undo(from: state.sentence) { state.adopt(sentence) }
    return []
  },
  Command(
    "redo", .change, "make that change again", keys: [.control("r")],
    obstacle: { $0.history.future.isEmpty ? "nothing has been taken back" : nil }
  ) { state in
    if let sentence = state.history.redo(from: state.sentence) { state.adopt(sentence) }
    return []
  },
]

let savingCommands: [Command] = [
  Command(
    "save", .change, "keep a choice or what was found by name", keys: [.character("w")],
    footer: .init("w", "save", 37), obstacle: { $0.savingObstacle }
  ) { state in
    state.open = .saving(Saving(state.savable))
    return []
  },
  Command(
    "rename-saved", .change, "give what was saved another name", keys: [.character("W")],
    obstacle: savedObstacle
  ) { state in
    if let choice = state.selectedSaved { state.open = .saving(Saving(renaming: choice)) }
    return []
  },
  Command(
    "delete-saved", .change, "delete what was saved by name", keys: [.character("X")],
    obstacle: savedObstacle
  ) { state in state.selectedSaved.map { state.delete($0) } ?? [] },
]

@Sendable private func savedObstacle(_ state: State) -> String? {
  state.selectedSaved == nil ? "here is nothing that was saved" : nil
}

let levelCommands: [Command] = [
  Command(
    "insert-level", .change, "add a noise level below this one", keys: [.character("i"), .insert],
    footer: .init("i x", "insert, delete", 64),
    obstacle: { $0.wordByHand == nil ? "only among hand-written levels" : nil }
  ) { state in
    state.showLines()
    guard let word = state.wordByHand else { return [] }
    let element = state.selectedPlace?.element ?? Int.max - 1
    state.attempt(nil) { try $0.sentence(insertingElementAfter: element, of: word) }
    return []
  },
  Command(
    "delete-level", .change, "delete this hand-written level", keys: [.character("x")],
    isHere: { $0.selectedPlace?.element != nil && $0.wordByHand != nil },
    obstacle: { $0.wordByHand == nil ? "only among hand-written levels" : nil }
  ) { $0.resetValue() },
]

@Sendable private func changeObstacle(_ state: State) -> String? {
  state.cursor == nil ? "no value here; see panels 1 to 4" : nil
}

@Sendable private func openObstacle(_ state: State) -> String? {
  switch state.focus {
  case .model, .solver, .steps, .guidance: nil
  case .preview, .trajectory:
    state.run?.record == nil ? "no run yet; press \(state.key("run"))" : nil
  case .quality, .sweep, .history: "nothing to open here"
  }
}

extension State {
  /// The word of the focused panel whose series is written by hand.
  fileprivate var wordByHand: String? {
    family.words.first { $0.home == focus.role && byHand($0.key) != nil }?.key
  }

  fileprivate var openText: String {
    guard showsLines else { return "list" }
    return switch (cursor, focus) {
    case (.place(let place), _) where isGenerated(place): "write by hand"
    case (.place(let place), _): options(of: place) == nil ? "type" : "choose"
    case (_, .preview), (_, .trajectory): "details"
    default: panelAbove == nil ? "knobs" : "close"
    }
  }

  /// Puts the value that the cursor stands on back to its default, or deletes it from a series.
  fileprivate mutating func resetValue() -> [Effect] {
    showLines()
    guard let place = selectedPlace else { return [] }
    attempt(nil) { try $0.sentence(resetting: place) }
    return []
  }

  /// Moves the value that the cursor stands on; in a list that means the choice.
  mutating func moveValue(by count: Int) -> [Effect] {
    showLines()
    switch cursor {
    case .place(let place):
      attempt(place) { try $0.sentence(moving: place, by: count) }
    case .option: moveCursor(.by(count))
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
    case .place(let place) where isGenerated(place):
      attempt(nil) { $0.sentence(writing: place.word) }
      inform(
        "The levels are written by hand now: type, \(key("less")) \(key("more")), "
          + "\(key("insert-level")) inserts, \(key("delete-level")) deletes, "
          + "\(key("undo")) takes back, \(key("save")) saves."
      )
    case .place(let place):
      if let options = options(of: place) {
        let present = typedText(of: place)
        open = .chooser(Chooser(place, options, present: present))
      } else {
        open = .edit(place, TextInput(replacing: typedText(of: place)))
      }
    case .option:
      guard panelAbove == nil else {
        isListOpen = false
        break
      }
      guard let first = rows(of: focus).places.first else {
        inform("This one has no knobs.")
        break
      }
      cursors[focus] = .place(first)
    case nil:
      if focus == .trajectory || focus == .preview { open = .details(0) }
    }
    return []
  }
}
