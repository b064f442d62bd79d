import Experiments

/// A name being typed, under which choices are kept.
public struct Saving: Equatable, Sendable {
  /// What is kept, as yet without a name.
  public let choices: [SavedChoice]
  public internal(set) var input = TextInput(limit: 2 * SavedChoice.longestName)

  init(_ choices: [SavedChoice]) { self.choices = choices }

  /// Of what kinds: `grid`, or `grid and solver`.
  public var kinds: String { choices.map(\.kind).joined(separator: " and ") }

  /// The choices under the name that was typed.
  var named: [SavedChoice] {
    choices.map {
      SavedChoice(
        kind: $0.kind, name: input.text.trimmed, choice: $0.choice, origin: $0.origin)
    }
  }
}

// Choices with knobs of their own are kept by name.
extension State {
  /// What can be kept now: what the run shown has found, else what the focused panel is set to.
  var savable: [SavedChoice] {
    if let found, let searched = run?.sentence {
      return families.savable(in: found, unlike: searched)
    }
    let here = family.rankedWords.filter { focus.role != nil && $0.home == focus.role }
    let first =
      here.first { $0.key == selectedPlace?.word && $0.options != nil }
      ?? here.first { spelling.series[$0.key] != nil }
    return families.savable(first.map { [$0] } ?? here, of: sentence, for: sentence)
  }

  /// What can be done with what was found, in a few words; empty where nothing was.
  public var findingHint: String {
    guard found != nil else { return "" }
    func key(_ name: String) -> String { Command.all.first { $0.name == name }?.keyNames ?? "" }
    return "\(key("best")) takes it\(savable.isEmpty ? "" : ", \(key("save")) saves it by name"). "
  }

  /// Why nothing can be kept; `nil` where something can.
  var savingObstacle: String? {
    guard savable.isEmpty else { return nil }
    return focus.isSetting && focus != .model
      ? "as it is declared; it has a name" : "nothing to save; see panels 2 to 4"
  }

  /// Why the choices cannot be kept under the name being typed; `nil` where they can.
  public func problem(with saving: Saving) -> String? {
    for choice in saving.named {
      for options in optionsOfKind(choice.kind) {
        do { try SavedChoice.check(choice.name, among: options) } catch { return "\(error)" }
      }
    }
    return nil
  }

  /// Whether something of the name being typed is replaced.
  public func isReplaced(by saving: Saving) -> Bool {
    saving.named.contains { new in
      saved.all.contains { $0.kind == new.kind && $0.name == new.name }
    }
  }

  private func optionsOfKind(_ kind: String) -> [Options] {
    families.all.flatMap(\.words).compactMap(\.options).filter { $0.kind == kind }
  }

  /// A choice as it is typed.
  public func text(of saved: SavedChoice) -> String {
    optionsOfKind(saved.kind).lazy.filter { options in
      options.declarations.contains { $0.name == saved.choice.name }
    }.map { $0.text(saved.choice) }.first ?? saved.choice.name
  }

  /// The saved choice that a word is set to.
  public func savedChoice(_ word: Word) -> SavedChoice? {
    guard let options = word.options, let choice = sentence.choice(word.key) else { return nil }
    return saved.matching(choice, options)
  }

  mutating func finishSaving(_ saving: Saving) -> [Effect] {
    if let problem = problem(with: saving) {
      complain(problem)
      return []
    }
    open = nil
    if message?.kind == .error { message = nil }
    return [.save(saving.named)]
  }

  /// Choices lie in their files: they can be chosen from now on.
  mutating func learn(_ choices: [SavedChoice]) {
    for choice in choices { saved.take(choice) }
    guard let first = choices.first else { return }
    let kinds = choices.map(\.kind).joined(separator: " and ")
    inform("Saved: the \(kinds) \(first.name) can be chosen by this name now.")
  }
}

extension SavedChoice {
  /// As one of the things that a word can be.
  func option(_ options: Options) -> ChoiceOption {
    let line =
      origin.hasPrefix(RunLine.prefix) ? origin.dropFirst(RunLine.prefix.count) : origin[...]
    return ChoiceOption(
      name, name,
      origin.isEmpty ? "saved: \(options.text(choice))" : "saved for\(line)")
  }
}
