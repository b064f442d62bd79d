import Experiments

// What stands at the places of the sentence.
extension State {
  /// What can be chosen for a word with this model.
  func usable(_ word: Word) -> [Declaration] {
    word.options?.grouped.filter {
      $0.name != Choice.checkpoint.name || card.decides.contains(word.key)
    } ?? []
  }

  /// What a word that names a model can name, as far as it is known; a model beside the sentence's own
  /// may also be none.
  func names(for word: Word) -> [String] {
    let models = modelList.map(\.name)
    guard word.key != family.modelWord.key, let none = word.standard.choice?.name else {
      return models
    }
    var others = [none]
    if let present = sentence.choice(word.key)?.name, present != none { others.append(present) }
    return others.filter { !models.contains($0) } + models
  }

  func word(_ place: Place) -> Word? { family.words[place.word] }

  func knob(_ place: Place) -> Knob? {
    guard let name = place.knob, let word = word(place), let setting = sentence[place.word] else {
      return nil
    }
    return word.declaration(of: setting)?.knob(name)
  }

  /// The numbers that a word stands for; empty for most words.
  public func series(_ word: String) -> [Double] { spelling.series[word]?.values ?? [] }

  /// The numbers of a word that are written by hand, and their knob.
  func byHand(_ word: String) -> (knob: Knob, values: [Double])? {
    guard let choice = sentence.choice(word),
      let knob = sentence[word].flatMap({ family.words[word]?.declaration(of: $0) })?.knobs
        .first(where: { $0.elements != nil }),
      case .list(let values) = choice.value(knob)
    else { return nil }
    return (knob, values)
  }

  /// Whether the cursor stands on a series that is not written by hand.
  public func isGenerated(_ place: Place) -> Bool {
    place.element != nil && byHand(place.word) == nil
  }

  /// The value as it is typed, in full precision.
  func typedText(of place: Place) -> String {
    if let element = place.element {
      let values = series(place.word)
      return values.indices.contains(element) ? KnobValue.real(values[element]).text : ""
    }
    guard let setting = sentence[place.word] else { return "" }
    if let knob = knob(place) { return setting.choice?.value(knob).text ?? "" }
    return setting.choice?.name ?? word(place)?.text(setting) ?? ""
  }

  /// What a place can be, where that is a short list.
  public func options(of place: Place) -> [ChoiceOption]? {
    guard place.element == nil, let word = word(place) else { return nil }
    if place.knob != nil { return knob(place)?.words?.map { ChoiceOption($0, $0, "") } }
    switch word.form {
    case .named:
      return names(for: word).map { name in
        let card = modelList.first { $0.name == name }
        return ChoiceOption(name, name, card.map { "\($0.kind)  \($0.summary)" } ?? "")
      }
    case .component where word.key == family.modelWord.key:
      return modelList.map { ChoiceOption($0.name, $0.name, "\($0.kind)  \($0.summary)") }
    case .component(let options):
      return usable(word).map {
        ChoiceOption($0.name, $0.title, $0.summary, group: $0.group?.title)
      }
        + saved.offered(options).map { $0.option(options) }
    case .value(let knob):
      guard case .label(let words, _) = knob.kind else {
        return knob.words?.map { ChoiceOption($0, $0, "") }
      }
      guard let labels = card.labels?[word.key], !labels.isEmpty else { return nil }
      return words.map { ChoiceOption($0.text, $0.text, $0.summary) }
        + labels.map { ChoiceOption($0, PrintableText($0, limit: 60).text, "") }
    }
  }
}

extension Knob {
  /// Whether there is no value after another one.
  var isTyped: Bool {
    switch kind {
    case .text, .integers, .list: true
    case .real, .integer, .choice, .seed, .label: false
    }
  }

  /// What the elements of the list are called, where every one can be edited on its own.
  var elements: (element: String, quantity: String)? {
    if case .list(_, .falling(let element, let quantity)) = kind {
      (element, quantity)
    } else {
      nil
    }
  }
}

/// One of the things that a place can be.
public struct ChoiceOption: Hashable, Sendable {
  /// As typed.
  public let value: String
  public let title: String
  public let summary: String
  /// With what it stands together.
  public let group: String?

  /// What cannot be printed is left out of title and summary.
  public init(_ value: String, _ title: String, _ summary: String, group: String? = nil) {
    self.group = group
    self.value = value
    self.title = PrintableText(title).text
    self.summary = PrintableText(summary).text
  }
}
