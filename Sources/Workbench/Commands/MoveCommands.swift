import Quickstep

let moveCommands: [Command] = [
  Command(
    "up", .move, "one line up; in a list, choose it", keys: [.up, .character("k")],
    isRepeatable: true
  ) { $0.moveCursor(by: -1) },
  Command(
    "down", .move, "one line down; in a list, choose it", keys: [.down, .character("j")],
    isRepeatable: true
  ) { $0.moveCursor(by: 1) },
  Command(
    "left", .move, "smaller value; back to the list; step before",
    keys: [.left, .character("h")], isRepeatable: true
  ) { $0.moveSideways(by: -1) },
  Command(
    "right", .move, "larger value; on to the knobs; next step",
    keys: [.right, .character("l")], isRepeatable: true
  ) { $0.moveSideways(by: 1) },
  Command(
    "page-up", .move, "ten lines or steps up", keys: [.pageUp],
    isRepeatable: true
  ) { $0.moveCursor(by: -10) },
  Command(
    "page-down", .move, "ten lines or steps down", keys: [.pageDown],
    isRepeatable: true
  ) { $0.moveCursor(by: 10) },
]

extension State {
  /// Moves the cursor of the focused panel; where there is none, the step shown.
  @discardableResult
  mutating func moveCursor(by count: Int) -> [Effect] {
    guard focus.isSetting else { return walk { $0 + count } }
    let rows = rows(of: focus).all
    guard !rows.isEmpty else { return [] }
    let present = cursor.flatMap(rows.firstIndex) ?? (count > 0 ? -1 : rows.count)
    choose(rows[min(max(0, present + count), rows.count - 1)])
    return []
  }

  /// Puts the cursor of the focused panel on a line; of a list, it becomes the choice.
  mutating func choose(_ row: Row) {
    cursors[focus] = row
    switch row {
    case .model(let name): choose(name, for: .model)
    case .solver(let name): choose(name, for: .solver)
    case .parameter: history.close()
    }
  }

  private mutating func choose(_ name: String, for key: PlanKey) {
    attempt(.word(key)) { state in
      var plan = state.plan
      try state.choose(name, for: key, in: &plan)
      return plan
    }
  }

  fileprivate mutating func moveSideways(by count: Int) -> [Effect] {
    guard focus.isSetting else { return walk { $0 + count } }
    guard let cursor else { return [] }
    let options = rows(of: focus).options
    switch cursor {
    case .model, .solver:
      if count > 0, let first = rows(of: focus).parameters.first {
        cursors[focus] = .parameter(first)
      }
    case .parameter(let parameter):
      if count < 0, !options.isEmpty {
        cursors[focus] = options.first
      } else {
        attempt(parameter) { try $0.plan(moving: parameter, by: count) }
      }
    }
    return []
  }
}
