import Quickstep

extension State {
  /// Keys that do the same whatever is open.
  private static let alwaysCommands: Set<Key> = [.control("c"), .control("l"), .control("z")]

  mutating func press(_ key: Key) -> [Effect] {
    if !Self.alwaysCommands.contains(key) {
      switch pressInOpen(key) {
      case .taken(let effects): return effects
      case .passedOn: break
      }
      if open == nil, startTyping(key) { return [] }
    }
    guard let command = Command.withKey(key) else {
      inform("\(key.name) does nothing here; press ? for the keys.")
      return []
    }
    return perform(command)
  }

  /// Does what a command does, or says why it cannot.
  mutating func perform(_ command: Command) -> [Effect] {
    if let obstacle = command.obstacle(self) {
      inform("\(command.title): \(obstacle)")
      return []
    }
    if !command.isRepeatable { history.close() }
    return command.perform(&self)
  }

  /// A digit on a value begins to type a new one.
  private mutating func startTyping(_ key: Key) -> Bool {
    guard let parameter = selectedParameter, isTyped(parameter) else { return false }
    switch key {
    case .character(let scalar) where ("0"..."9").contains(scalar) || scalar == ".":
      open = .edit(parameter, TextInput(String(scalar)))
    case .backspace:
      var input = TextInput(typedText(of: parameter))
      input.deleteBackward()
      open = .edit(parameter, input)
    default: return false
    }
    return true
  }

  /// Whether a parameter takes typed numbers.
  func isTyped(_ parameter: Parameter) -> Bool {
    switch parameter {
    case .word(.classes): true
    case .word(let key): key.choice == nil
    case .knob: options(of: parameter) == nil
    case .level: plan.handWrittenLevels != nil
    }
  }
}

/// What became of a key that something open was offered.
enum KeyFate: Equatable {
  case taken([Effect])
  case passedOn
}
