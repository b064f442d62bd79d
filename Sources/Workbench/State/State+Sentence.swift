import Experiments

extension State {
  /// The family of the sentence.
  public var family: any Family { families[sentence] }

  /// The model that the sentence names.
  public var model: Choice { sentence.choice(family.modelWord.key) ?? Choice("") }

  /// Replaces the sentence, so that it can be undone.
  /// - Parameter place: what changed; direct repeats of one count as one change.
  mutating func change(_ new: Sentence, _ place: Place? = nil) {
    guard new != sentence else { return }
    let new = followingModel(new)
    history.record(sentence, changed: place)
    adopt(new)
  }

  /// A sentence in which nothing but the model was chosen, with the new model's defaults in place of
  /// the old one's wherever nobody chose anything else.
  private mutating func followingModel(_ new: Sentence) -> Sentence {
    guard new.family == sentence.family else {
      modelFollowed = nil
      return new
    }
    let changed = defaultableWords.filter { text($0, new) != text($0, sentence) }
    let name = families[new].model(of: new).name
    guard name != model.name, changed.isEmpty else {
      if name != model.name { modelFollowed = nil }
      modelFollowed?.untouched.removeAll(where: changed.contains)
      return new
    }
    let untouched = untouchedWords
    modelFollowed = nil
    guard let card = models.first(where: { $0.name == name }), card.isKnown else {
      modelFollowed = (name, untouched)
      return new
    }
    return taking(card.defaults, for: untouched, in: new)
  }

  /// The words that a model may have defaults for: all but its own, and the values beside it.
  private var defaultableWords: [String] {
    family.words.filter {
      $0.home != .model || $0.options != nil && $0.key != family.modelWord.key
    }.map(\.key)
  }

  /// The words that nobody chose: those that were left alone before the present model was known,
  /// else those that stand as it wants them.
  private var untouchedWords: [String] {
    if let modelFollowed, modelFollowed.name == model.name { return modelFollowed.untouched }
    let untouched = taking(card.defaults, for: defaultableWords, in: sentence)
    return defaultableWords.filter { text($0, sentence) == text($0, untouched) }
  }

  /// Takes the defaults of a model that was chosen before it was known.
  mutating func follow(_ card: ModelCard) {
    guard let (name, untouched) = modelFollowed, name == card.name else { return }
    modelFollowed = nil
    adopt(taking(card.defaults, for: untouched, in: sentence))
  }

  /// The words `untouched` as the standard sentence has them, changed by defaults.
  private func taking(
    _ defaults: [String: Setting], for untouched: [String], in sentence: Sentence
  ) -> Sentence {
    var sentence = sentence
    for key in untouched {
      sentence[key] = defaults[key] ?? families[sentence].words[key]?.standard
    }
    return sentence
  }

  private func text(_ key: String, _ sentence: Sentence) -> String {
    families[sentence].text(key, of: sentence)
  }

  /// Makes a sentence the present one, remembers its knobs and foresees what it comes to.
  mutating func adopt(_ new: Sentence) {
    sentence = new
    for (word, setting) in new.settings {
      guard let choice = setting.choice else { continue }
      knobMemory[KnobMemory(family: new.family, word: word, name: choice.name)] = choice
    }
    if !models.contains(where: { $0.name == model.name }), models.count < 1000 {
      models.append(ModelCard(model.name, kind: "file"))
    }
    dropRefusedModels()
    foresee()
  }

  /// Foresees what the sentence comes to, when somebody asks.
  mutating func foresee() {
    let (family, sentence, card) = (family, sentence, card)
    spelled = Lazily { family.spelling(sentence, card) }
    foreseen = Lazily { family.forecast(sentence, card) }
  }

  /// What the words come to.
  public var spelling: Spelling { spelled.value }

  /// What can be said of the sentence before it runs.
  public var forecast: Forecast { foreseen.value }

  /// Whether anybody has asked for more than what the words come to.
  package var isForeseen: Bool { foreseen.isKnown }

  /// Forgets models that could not be loaded, so that they are tried anew when named again.
  mutating func dropRefusedModels() {
    for model in refusedModels where model != modelName {
      cards[model.family]?.removeAll { $0.name == model.name }
      modelsAsked.remove(model)
      refusedModels.remove(model)
    }
  }

  /// Tries to change the sentence; says why where that fails.
  mutating func attempt(_ place: Place?, _ make: (State) throws -> Sentence) {
    do {
      change(try make(self), place)
    } catch {
      complain("\(error)")
    }
  }
}

// Models of the present family.
extension State {
  var modelName: ModelName { ModelName(family: sentence.family, name: model.name) }

  /// The models that are known.
  var models: [ModelCard] {
    get { cards[sentence.family] ?? [] }
    set { cards[sentence.family] = newValue }
  }

  /// The models to choose from: those that are known, and the sentence's own.
  public var modelList: [ModelCard] {
    models.contains { $0.name == model.name }
      ? models : models + [ModelCard(model.name, kind: "file")]
  }

  /// What is known of the sentence's model.
  public var card: ModelCard {
    models.first { $0.name == model.name } ?? ModelCard(model.name, kind: "file")
  }
}

extension Family {
  func model(of sentence: Sentence) -> Choice { sentence.choice(modelWord.key) ?? Choice("") }
}
