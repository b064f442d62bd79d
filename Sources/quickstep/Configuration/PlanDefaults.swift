import Experiments

/// What new plans start with where nothing else says it.
struct PlanDefaults {
  /// By family and word.
  var settings: [String: [String: Setting]] = [:]

  /// Sets the words that nobody named to what somebody has chosen to start with.
  /// - Parameters:
  ///   - opening: the model where nobody names one; `nil` where none is needed.
  ///   - isNamed: whether somebody named a word.
  /// - Returns: whether a model is named now.
  func start(
    _ sentence: inout Sentence, of family: any Family, opening: Choice?,
    isNamed: (String) -> Bool
  ) -> Bool {
    let own = settings[family.name] ?? [:], model = family.modelWord.key
    for (key, setting) in own where !isNamed(key) { sentence[key] = setting }
    if isNamed(model) || own[model] != nil { return true }
    if let opening { sentence[model] = .component(opening) }
    return opening != nil
  }

  /// What kinds of run begin with that somebody has chosen something for, on their first model.
  func openings(_ families: Families) -> [String: Sentence] {
    var openings: [String: Sentence] = [:]
    for family in families.all where settings[family.name] != nil {
      var sentence = family.standard
      let first = family.cards.first.map { Choice($0.name) }
      _ = start(&sentence, of: family, opening: first) { _ in false }
      try? family.takeDefaults(&sentence) { _ in false }
      openings[family.name] = sentence
    }
    return openings
  }
}

extension Family {
  /// Sets the words that nobody named to what the sentence's model brings along.
  /// - Throws: where there is no such model.
  func takeDefaults(_ sentence: inout Sentence, isNamed: (String) -> Bool) throws {
    guard let model = sentence.choice(modelWord.key) else { return }
    for (key, setting) in try defaults(model) where !isNamed(key) { sentence[key] = setting }
  }
}
