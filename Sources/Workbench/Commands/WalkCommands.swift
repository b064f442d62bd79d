let walkCommands: [Command] = [
  Command(
    "back", .walk, "show the step before, in all panels", keys: [.character("[")],
    footer: .init("[ ]", "walk", 70), obstacle: walkObstacle
  ) { $0.walk { $0 - 1 } },
  Command(
    "forward", .walk, "show the next step", keys: [.character("]")], obstacle: walkObstacle
  ) { $0.walk { $0 + 1 } },
  Command(
    "first-step", .walk, "show the start of the run", keys: [.character("{"), .home],
    obstacle: walkObstacle
  ) { $0.walk { _ in 0 } },
  Command(
    "last-step", .walk, "show the newest step and follow it", keys: [.character("}"), .end],
    obstacle: walkObstacle
  ) { $0.walk { _ in .max } },
]

@Sendable private func walkObstacle(_ state: State) -> String? {
  state.run?.record == nil ? "no run yet; press r" : nil
}

extension State {
  /// Shows another step of the run.
  mutating func walk(_ target: (Int) -> Int) -> [Effect] {
    guard let position = run?.position else { return [] }
    run?.walk(to: target(position))
    return []
  }
}
