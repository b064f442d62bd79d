import Experiments

extension State {
  /// A key, whoever strikes it.
  mutating func strike(_ key: Key) -> [Effect] {
    if message?.kind == .info { message = nil }
    keysPressed += 1
    scrolled = nil
    return press(key)
  }

  mutating func press(_ key: Key) -> [Effect] {
    if !commands.always.contains(key) {
      switch pressInOpen(key) {
      case .taken(let effects): return effects
      case .passedOn: break
      }
    }
    guard let command = commands.withKey(key, in: self) else {
      inform("\(key.name) does nothing here; press \(self.key("help")) for the keys.")
      return []
    }
    return perform(command)
  }

  /// Does what a command does, or says why it cannot.
  mutating func perform(_ command: Command) -> [Effect] {
    if let obstacle = command.obstacle(self) ?? command.refusal(self) {
      inform("\(command.title): \(obstacle)")
      return []
    }
    if !command.isRepeatable { history.close() }
    return command.perform(&self)
  }
}

/// What became of a key that something open was offered.
enum KeyFate: Equatable {
  case taken([Effect])
  case passedOn
}
