import Experiments

/// A name being typed, under which choices are kept.
public struct Saving: Equatable, Sendable {
  /// What is kept, as yet without a name.
  public let choices: [SavedChoice]
  /// What gets another name; `nil` where something is kept that has none.
  public let renamed: SavedChoice?
  public internal(set) var input = TextInput(limit: 2 * SavedChoice.longestName)

  init(_ choices: [SavedChoice]) {
    self.choices = choices
    renamed = nil
  }

  init(renaming choice: SavedChoice) {
    choices = [choice]
    renamed = choice
    input = TextInput(choice.name, limit: 2 * SavedChoice.longestName)
  }

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
    return families.savable(savableWords, of: sentence, for: sentence)
  }

  /// The words of the focused panel that can be kept: the one that the cursor stands on, or the one
  /// that stands for a series, or all.
  private var savableWords: [Word] {
    let here = family.rankedWords.filter { focus.role != nil && $0.home == focus.role }
    let selected = selectedPlace?.word
    let first =
      here.first { $0.key == selected && $0.options != nil }
      ?? here.first { spelling.series[$0.key] != nil }
    return first.map { [$0] } ?? here
  }

  /// What can be done with what was found, in a few words; empty where nothing was.
  public var findingHint: String {
    guard found != nil else { return "" }
    return "\(key("best")) takes it\(savable.isEmpty ? "" : ", \(key("save")) saves it by name"). "
  }

  /// Why nothing can be kept; `nil` where something can.
  var savingObstacle: String? {
    let isSavable =
      found == nil
      ? savableWords.contains { families.savable($0, of: sentence) != nil } : !savable.isEmpty
    guard !isSavable else { return nil }
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
      saved.all.contains {
        $0.kind == new.kind && $0.name == new.name && $0.name != saving.renamed?.name
      }
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
    guard let old = saving.renamed else { return [.save(saving.named)] }
    return saving.named.filter { $0 != old }.map { .rename(old, to: $0) }
  }

  /// Choices lie in their files: they can be chosen from now on.
  mutating func learn(_ choices: [SavedChoice]) {
    for choice in choices { saved.take(choice) }
    guard let first = choices.first else { return }
    let kinds = choices.map(\.kind).joined(separator: " and ")
    inform("Saved: the \(kinds) \(first.name) can be chosen by this name now.")
  }
}

// What is kept gets other names and is forgotten.
extension State {
  /// What was kept by name and the cursor stands on.
  var selectedSaved: SavedChoice? {
    if case .chooser(let chooser) = open { return selectedSaved(in: chooser) }
    guard let role = focus.role else { return nil }
    let word =
      selectedPlace.map { family.words[$0.word] } ?? family.listWord(role)
    return word.flatMap { $0 }.flatMap(savedChoice)
  }

  /// The option that has the keys, where it was kept by name.
  public func selectedSaved(in chooser: Chooser) -> SavedChoice? {
    guard chooser.options.indices.contains(chooser.selected), chooser.place.knob == nil,
      let options = family.words[chooser.place.word]?.options
    else { return nil }
    return saved.named(chooser.options[chooser.selected].value, options)
  }

  /// Forgets what was kept, when it is asked for twice.
  mutating func delete(_ choice: SavedChoice) -> [Effect] {
    if let asked = deletionAsked, asked.choice == choice, asked.at == keysPressed - 1 {
      deletionAsked = nil
      return [.delete(choice)]
    }
    deletionAsked = (choice, keysPressed)
    inform(
      "The same key again deletes the saved \(choice.kind) \(choice.name); any other keeps it.")
    return []
  }

  mutating func forget(_ choice: SavedChoice) {
    saved.remove(choice)
    reopenChooser()
    inform("Deleted: the \(choice.kind) \(choice.name).")
  }

  mutating func learn(_ old: SavedChoice, renamed new: SavedChoice) {
    saved.remove(old)
    saved.take(new)
    inform("The \(old.kind) \(old.name) is called \(new.name) now.")
  }

  /// A list that is open shows what there is now.
  private mutating func reopenChooser() {
    guard case .chooser(let chooser) = open, let options = options(of: chooser.place) else {
      return
    }
    var new = Chooser(chooser.place, options, present: "")
    new.filter = chooser.filter
    new.selected = min(chooser.selected, max(0, new.options.count - 1))
    open = .chooser(new)
  }
}

extension SavedChoice {
  /// As one of the things that a word can be.
  func option(_ options: Options) -> ChoiceOption {
    let line =
      origin.hasPrefix(RunLine.prefix) ? origin.dropFirst(RunLine.prefix.count) : origin[...]
    return ChoiceOption(
      name, name,
      origin.isEmpty ? "saved: \(options.text(choice))" : "saved for\(line)", group: Self.group)
  }
}
