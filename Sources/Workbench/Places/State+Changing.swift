import Experiments

// The sentence after a change of one of its places.
extension State {
  /// The sentence after `count` presses of `+` on a place (negative: of `-`).
  func sentence(moving place: Place, by count: Int) throws -> Sentence {
    if place.element != nil { return try sentence(movingElement: place, by: count) }
    var changed = sentence
    guard let word = word(place), let setting = sentence[place.word] else { return changed }
    if let knob = knob(place) ?? word.knob, knob.isTyped { throw PlaceError.typed(knob.name) }
    if place.knob != nil {
      guard let knob = knob(place), var choice = setting.choice else { return changed }
      choice.knobs[knob.name] = knob.moved(choice.value(knob), by: count)
      changed[word.key] = .component(choice)
      return family.settled(changed, after: word.key)
    }
    try refuseFixed(word)
    switch setting {
    case .component(let choice):
      let isModel = word.key == family.modelWord.key || word.options == nil
      let names = isModel ? names(for: word) : usable(word).map(\.name)
      guard !names.isEmpty else { return changed }
      let index = (names.firstIndex(of: choice.name) ?? 0).moved(by: count, in: names.indices)
      return sentence(choosing: names[index], for: word)
    case .value(let value):
      guard let knob = word.knob else { return changed }
      changed[word.key] = .value(try moved(value, of: knob, by: count))
      return family.settled(changed, after: word.key)
    }
  }

  private func moved(_ value: KnobValue, of knob: Knob, by count: Int) throws -> KnobValue {
    guard case .label(let words, let plural) = knob.kind else {
      return knob.moved(value, by: count)
    }
    guard let labels = card.labels?[knob.name], !labels.isEmpty else {
      throw PlaceError.noLabels(plural, model: card.name)
    }
    let all = words.map(\.text) + labels
    let present =
      all.firstIndex(of: value.text)
      ?? labelIndex(value.text, among: labels).map { $0 + words.count } ?? 0
    return .word(all[present.moved(by: count, in: all.indices)])
  }

  /// The sentence with a place set from text.
  /// - Throws: an error that names what may be typed.
  func sentence(setting place: Place, to text: String) throws -> Sentence {
    if let element = place.element {
      return try sentence(settingElement: element, of: place.word, to: text)
    }
    guard let word = word(place) else { return sentence }
    var changed = sentence
    if place.knob != nil {
      guard let knob = knob(place), var choice = sentence.choice(word.key) else { return changed }
      choice.knobs[knob.name] = try knob.parse(text)
      changed[word.key] = .component(choice)
      return family.settled(changed, after: word.key)
    }
    try refuseFixed(word)
    if let options = word.options, saved.named(text, options) != nil {
      return sentence(choosing: text, for: word)
    }
    let setting = try word.parse(text)
    if word.options != nil { return sentence(choosing: setting.choice?.name ?? text, for: word) }
    changed[word.key] = setting
    try family.check(changed, word.key, with: card)
    return family.settled(changed, after: word.key)
  }

  /// The sentence with a place back at its default.
  func sentence(resetting place: Place) throws -> Sentence {
    if let element = place.element { return try sentence(removingElement: element, of: place.word) }
    guard let word = word(place) else { return sentence }
    var changed = sentence
    if let name = place.knob {
      guard var choice = sentence.choice(word.key) else { return changed }
      choice.knobs[name] = nil
      changed[word.key] = .component(choice)
    } else {
      try refuseFixed(word)
      guard word.key != family.modelWord.key else { return changed }
      changed[word.key] = word.standard
    }
    return family.settled(changed, after: word.key)
  }

  /// A component chosen by name, with the knobs that it had when it was last chosen.
  func sentence(choosing name: String, for word: Word) -> Sentence {
    let present = savedChoice(word)
    guard present?.name ?? sentence.choice(word.key)?.name != name else { return sentence }
    var changed = sentence
    if let named = word.options.flatMap({ saved.named(name, $0) }) {
      changed[word.key] = .component(named.choice)
      return family.settled(changed, after: word.key)
    }
    let own = spelling.components[word.key]
    if let series = spelling.series[word.key], series.byHand.name == name {
      changed[word.key] = .component(series.byHand)
    } else if let own, own.name == name {
      changed[word.key] = .component(own)
    } else {
      let memory = knobMemory[KnobMemory(family: family.name, word: word.key, name: name)]
      // What was kept by name stands in the list on its own.
      let fresh = memory.flatMap { memory in
        word.options.flatMap { saved.matching(memory, $0) } == nil ? memory : nil
      }
      changed[word.key] = .component(fresh ?? Choice(name))
    }
    return family.settled(changed, after: word.key)
  }

  private func refuseFixed(_ word: Word) throws {
    if let reason = spelling.fixed[word.key] { throw PlaceError.fixed(reason) }
  }
}

extension Int {
  fileprivate func moved(by count: Int, in range: Range<Int>) -> Int {
    let (sum, overflows) = addingReportingOverflow(count)
    let target = overflows ? (count > 0 ? Int.max : Int.min) : sum
    return Swift.min(Swift.max(target, range.lowerBound), range.upperBound - 1)
  }
}
