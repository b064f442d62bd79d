let walkCommands: [Command] = [
  Command(
    "back", .walk, "show the step before, in all panels", keys: [.character("[")],
    footer: .init("[ ]", "walk", 70), obstacle: walkObstacle
  ) { $0.walk(.by(-1)) },
  Command(
    "forward", .walk, "show the next step", keys: [.character("]")], obstacle: walkObstacle
  ) { $0.walk(.by(1)) },
  Command(
    "first-step", .walk, "show the start of the run", keys: [.character("{")],
    obstacle: walkObstacle
  ) { $0.walk(.first) },
  Command(
    "last-step", .walk, "show the newest step and follow it", keys: [.character("}")],
    obstacle: walkObstacle
  ) { $0.walk(.last) },
]

@Sendable private func walkObstacle(_ state: State) -> String? {
  state.run?.record == nil ? "no run yet; press \(state.key("run"))" : nil
}

extension State {
  /// Shows another step of the run.
  @discardableResult
  mutating func walk(_ travel: Travel) -> [Effect] {
    guard let run, !run.records.isEmpty else { return [] }
    self.run?.walk(to: travel.index(from: run.position, in: run.records.indices))
    return []
  }
}
