import Experiments

// What becomes of the things that were open when enter was pressed.
extension State {
  mutating func finishEdit(_ place: Place, _ input: TextInput) {
    do {
      change(try sentence(setting: place, to: input.text.trimmed))
      history.close()
      open = nil
      if message?.kind == .error { message = nil }
    } catch {
      complain("\(error)")
    }
  }

  mutating func finishFilter(_ input: TextInput) {
    if cursor == nil, let first = rows(of: focus).options.first { choose(first) }
    open = nil
  }

  /// Takes a model as the command line writes it: a path, perhaps with knobs.
  mutating func openModel(_ text: String) {
    let word = family.modelWord.key
    attempt(Place(word)) { try $0.family.setting(word, to: text, in: $0.sentence) }
    open = nil
  }

  /// Asks what the sentence's model is like where that is not known.
  mutating func inspectModel() -> [Effect] {
    guard !card.isKnown, modelsAsked.insert(modelName).inserted else { return [] }
    return [.inspectModel(family: sentence.family, model)]
  }

  mutating func finishChooser(_ chooser: Chooser) {
    let options = chooser.options
    guard options.indices.contains(chooser.selected) else { return }
    let value = options[chooser.selected].value
    open = nil
    attempt(nil) { try $0.sentence(setting: chooser.place, to: value) }
  }
}
