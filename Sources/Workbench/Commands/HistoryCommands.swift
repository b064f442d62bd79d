import Experiments

let historyCommands: [Command] = [
  Command(
    "recover", .program, "take the plan of the workbench that was killed", keys: [.character("U")],
    obstacle: { $0.offered == nil ? "none was killed" : nil }
  ) { state in
    if let offered = state.offered.take() { state.turn(to: offered) }
    return []
  },
  historyCommand(
    "find-runs", "narrow the runs: err<1e-3 nfe<=8 tag:keep",
    keys: [.character("/")], footer: .init("/", "filter", 88), needs: .history
  ) { state in
    state.open = .filter(TextInput(state.kept.filter))
    return []
  },
  historyCommand(
    "take-run", "make this run the plan", keys: [.enter],
    footer: .init("enter", "plan", 86), needs: .run
  ) { state in
    _ = state.takeKeptRun()
    return []
  },
  historyCommand(
    "rerun", "make this run the plan, and run it again", keys: [.character("r")],
    footer: .init("r", "run again", 87), needs: .run
  ) { state in
    if let obstacle = state.startObstacle {
      state.inform(obstacle)
      return []
    }
    guard let sentence = state.takeKeptRun() else { return [] }
    // Where the list covers the picture, it makes room.
    if state.screenForm == .compact { _ = state.closeLower() }
    return state.start(sentence, .running)
  },
  historyCommand(
    "mark-run", "mark this run, or take its mark away", keys: [.character("m")],
    footer: .init("m M a", "mark", 84), needs: .run
  ) { state in
    state.kept.toggleMark()
    return []
  },
  historyCommand(
    "compare-run", "mark this run to be compared", keys: [.character("v")],
    footer: .init("v", "to compare", 83), needs: .run
  ) { state in
    guard let row = state.kept.selectedRow?.row,
      let sentence = try? state.families.sentence(runLine: row.line)
    else { return [] }
    if state.isMarked(sentence) {
      state.unmark(sentence)
    } else {
      state.mark(sentence, title: "run \(row.number)")
    }
    return []
  },
  historyCommand(
    "mark-range", "mark all runs from the last mark to the cursor", keys: [.character("M")],
    needs: .run
  ) { state in
    state.kept.markRange()
    return []
  },
  historyCommand(
    "mark-all", "mark all runs in the list, or none", keys: [.character("a")], needs: .run
  ) { state in
    state.kept.markAll()
    return []
  },
  historyCommand(
    "tag-runs", "tag the marked runs, or this one", keys: [.character("t")],
    footer: .init("t", "tag", 82), needs: .run
  ) { state in
    state.open = .tag(TagDraft(state.kept.chosen, .put))
    return []
  },
  historyCommand(
    "untag-runs", "take a tag from them", keys: [.character("T")], needs: .run
  ) { state in
    state.open = .tag(TagDraft(state.kept.chosen, .take))
    return []
  },
  historyCommand(
    "delete-runs", "delete the marked runs, or this one",
    keys: [.character("x"), .delete], footer: .init("x", "delete", 81), needs: .run
  ) { state in [.history(.change(.delete(state.kept.chosen)))] },
  historyCommand(
    "undo-runs", "take back the last tag or deletion", keys: [.character("u")],
    footer: .init("u", "undo", 78), needs: .change
  ) { state in
    guard let change = state.kept.changes.popLast() else { return [] }
    return [.history(.change(.undo(change.opposite)))]
  },
  historyCommand(
    "sort-runs", "order the runs by the next number", keys: [.character("o")],
    footer: .init("o O", "order", 79), needs: .history
  ) { state in
    state.kept.order = state.nextOrder
    state.kept.cursor = 0
    return []
  },
  historyCommand(
    "reverse-runs", "order the runs the other way round", keys: [.character("O")], needs: .history
  ) { state in
    state.kept.order.direction = state.kept.order.direction == .rising ? .falling : .rising
    state.kept.cursor = 0
    return []
  },
]

/// What a command of the panel of kept runs needs.
private enum HistoryNeed { case history, run, change }

private func historyCommand(
  _ name: String, _ summary: String, keys: [Key], footer: Command.Footer? = nil,
  needs need: HistoryNeed, perform: @escaping @Sendable (inout State) -> [Effect]
) -> Command {
  Command(
    name, .history, summary, keys: keys, footer: footer, isHere: { $0.focus == .history },
    obstacle: { state in
      guard state.focus == .history else { return "only in panel 9" }
      return switch need {
      case .history: nil
      case .run: state.kept.selected == nil ? "here is no run" : nil
      case .change: state.kept.changes.isEmpty ? "nothing has been changed here" : nil
      }
    }, perform: perform)
}

extension State {
  /// The order after the present one: newest, then the numbers of the run under the cursor that say
  /// most.
  fileprivate var nextOrder: HistoryOrder {
    let row = kept.selectedRow?.row
    let numbers = ["error"].filter { row?.numbers[$0] != nil }
    let names = numbers + (row?.scores.map(\.name) ?? []) + ["spent", "seconds"]
    guard let present = kept.order.name else { return HistoryOrder(names[0], .rising) }
    let next = names.firstIndex(of: present).map { $0 + 1 } ?? 0
    return next < names.count ? HistoryOrder(names[next], .rising) : .newest
  }
}
