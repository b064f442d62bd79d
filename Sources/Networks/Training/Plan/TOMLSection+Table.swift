import Experiments
import Files
import Quickstep

extension TOMLSection {
  /// Reads the words of a table.
  /// - Parameter words: of the plan.
  func read(
    _ table: TrainingTable, of words: [Word], into settings: inout [String: Setting]
  ) throws(FileError) {
    // What the table names decides which other keys there are.
    for case .name(let key, let word) in table.entries {
      if key == table.required, !settings.leaveOut(word) { try require(key) }
      if let name = try name(key, of: words[word]) { settings[word] = .component(Choice(name)) }
    }
    try requireKnownKeys(table.entries.flatMap { keys($0, words, settings) })
    for entry in table.entries {
      switch entry {
      case .name: break
      case .knobs(let word):
        guard let setting = settings[word], var choice = setting.choice,
          let declaration = words[word]?.declaration(of: setting)
        else { continue }
        for knob in declaration.knobs {
          if let value = try value(knob.name, of: knob) { choice.knobs[knob.name] = value }
        }
        settings[word] = .component(declaration.shortened(choice))
      case .word(let word, let key):
        if key == table.required { try require(key) }
        if let setting = try setting(key, of: words[word]) { settings[word] = setting }
      }
    }
  }

  private func keys(
    _ entry: TrainingTable.Entry, _ words: [Word], _ settings: [String: Setting]
  ) -> [String] {
    switch entry {
    case .name(let key, _), .word(_, let key): [key]
    case .knobs(let word):
      settings[word].flatMap { words[word]?.declaration(of: $0) }?.knobs.map(\.name) ?? []
    }
  }

  /// - Throws: `FileError` where there is no such key, or an empty text.
  private func require(_ key: String) throws(FileError) {
    guard let text = try text(key), !text.isEmpty else {
      throw error(.missingKey(key, inside: "[\(keys)]"))
    }
  }

  /// The name of one of a word's components.
  private func name(_ key: String, of word: Word?) throws(FileError) -> String? {
    guard let options = word?.options else { return try text(key) }
    return try self.word(key, among: options.declarations.map(\.name))
  }

  private func setting(_ key: String, of word: Word?) throws(FileError) -> Setting? {
    guard let word else { return nil }
    if let knob = word.knob { return try value(key, of: knob).map { .value($0) } }
    guard let text = try text(key) else { return nil }
    do throws(DeclarationError) {
      let setting = try word.parse(text)
      guard let choice = setting.choice, let declaration = word.declaration(of: setting) else {
        return setting
      }
      try declaration.checkOrders(choice)
      return .component(declaration.shortened(choice))
    } catch {
      throw self.error(.rejected(place(of: key), reason: "\(error)"))
    }
  }
}
