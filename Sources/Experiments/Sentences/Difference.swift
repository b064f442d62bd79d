/// A word, or a knob of the component that it is set to, in which sentences differ.
public struct Difference: Hashable, Sendable {
  /// Where it can be changed.
  public let place: Place
  /// The word as it is shown, and the knob: "solver order".
  public let label: String
  /// What it is set to, sentence by sentence, as typed; empty where a sentence lacks it.
  public let texts: [String]

  public init(_ place: Place, label: String, texts: [String]) {
    self.place = place
    self.label = label
    self.texts = texts
  }
}

extension Families {
  /// The words and knobs in which sentences differ, in the order of panels; those of which all say
  /// the same are left out.
  ///
  /// Where all have one component, its knobs are told one by one, else the components with theirs.
  /// Sentences of different families differ first of all in their family.
  public func differences(among sentences: [Sentence]) -> [Difference] {
    var differences: [Difference] = []
    let names = sentences.map(\.family)
    if Set(names).count > 1 {
      differences.append(Difference(Place("family"), label: "family", texts: names))
    }
    if Set(sentences.map(\.origin)).count > 1 {
      differences.append(
        Difference(
          Place(Origin.sentenceKey), label: "fork",
          texts: originTexts(among: sentences.map(\.origin))))
    }
    var seen: Set<String> = []
    for sentence in sentences {
      for word in self[sentence].rankedWords where seen.insert(word.key).inserted {
        differences += self.differences(of: word, among: sentences)
      }
    }
    return differences
  }

  /// The steps that are taken from other sentences, and of which, where those differ.
  private func originTexts(among origins: [Origin?]) -> [String] {
    let others = origins.compactMap { $0?.sentence }
    var names = Set(others).count > 1 ? differing(among: others)[...] : []
    return origins.map { origin in
      guard let origin else { return Origin.none }
      return (["\(origin.step)"] + (names.popFirst().map { ["of", $0] } ?? []))
        .joined(separator: " ")
    }
  }

  private func differences(of word: Word, among sentences: [Sentence]) -> [Difference] {
    let settings = sentences.map { sentence in
      self[sentence].words[word.key].map { own in (own, sentence[word.key] ?? own.standard) }
    }
    let texts = settings.map { setting in setting.map { $0.text($1) } ?? "" }
    guard Set(texts).count > 1 else { return [] }
    let choices = settings.compactMap { $0?.1.choice }
    guard choices.count == sentences.count, Set(choices.map(\.name)).count == 1,
      let declaration = word.declaration(of: .component(choices[0]))
    else { return [Difference(Place(word.key), label: word.label, texts: texts)] }
    return declaration.knobs.compactMap { knob in
      let values = choices.map { $0.value(knob).text }
      return Set(values).count == 1
        ? nil
        : Difference(
          Place(word.key, knob: knob.name), label: "\(word.label) \(knob.name)", texts: values)
    }
  }

  /// What a sentence among others says otherwise, each in a few letters, sentence by sentence; its
  /// whole mention where all say the same.
  /// - Parameter limit: letters of one value.
  public func differing(among sentences: [Sentence], limit: Int = 24) -> [String] {
    let differences = differences(among: sentences)
    guard !differences.isEmpty else {
      return sentences.map { self[$0].mentions(of: $0).joined(separator: " ") }
    }
    return sentences.enumerated().map { index, sentence in
      differences.map { difference in
        var text = difference.texts[index]
        let place = difference.place
        // A component says what it is; of a path the last part is enough.
        let isComponent = place.knob == nil && sentence[place.word]?.choice != nil
        if isComponent { text = text.split(separator: "/").last.map(String.init) ?? text }
        text = PrintableText(text, limit: limit).text
        return isComponent ? text : "\(place.knob ?? difference.label) \(text)"
      }.joined(separator: " ")
    }
  }
}
