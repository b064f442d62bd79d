/// The choices that somebody has kept, by kind and name.
public struct SavedChoices: Hashable, Sendable {
  /// In the order of their names.
  public private(set) var all: [SavedChoice] = []

  public init(_ choices: [SavedChoice] = []) {
    for choice in choices { take(choice) }
  }

  /// Adds one; it takes the place of one of its kind and name.
  public mutating func take(_ new: SavedChoice) {
    all.removeAll { $0.kind == new.kind && $0.name == new.name }
    let place = all.firstIndex { ($0.name, $0.kind) > (new.name, new.kind) } ?? all.endIndex
    all.insert(new, at: place)
  }

  public mutating func remove(_ old: SavedChoice) {
    all.removeAll { $0.kind == old.kind && $0.name == old.name }
  }

  /// What these options can be set to.
  public func offered(_ options: Options) -> [SavedChoice] {
    all.filter { saved in
      saved.kind == options.kind
        && options.declarations.contains { $0.name == saved.choice.name }
    }
  }

  public func named(_ name: String, _ options: Options) -> SavedChoice? {
    offered(options).first { $0.name == name }
  }

  /// Names with commas between them, with what was kept in place of its names.
  public func spelledOut(_ names: String, _ options: Options) -> String {
    names.split(separator: ",", omittingEmptySubsequences: false).map { name in
      named(String(name), options).map { options.text($0.choice) } ?? String(name)
    }.joined(separator: ",")
  }

  /// The one that is this choice.
  public func matching(_ choice: Choice, _ options: Options) -> SavedChoice? {
    guard let declaration = options.declarations.first(where: { $0.name == choice.name }) else {
      return nil
    }
    let short = declaration.shortened(choice)
    return offered(options).first { declaration.shortened($0.choice) == short }
  }
}

extension Families {
  /// What was found in the place of something else, as choices to keep.
  public func savable(
    in found: Sentence, unlike searched: Sentence, named name: String = ""
  ) -> [SavedChoice] {
    let words = self[found].words.filter { found[$0.key] != searched[$0.key] }
    return savable(words, of: found, for: searched, named: name)
  }

  /// The components that words of a sentence are set to, as choices to keep. Of a component as it is
  /// declared only its name could be kept, which it has.
  /// - Parameter origin: the sentence that they were found for.
  public func savable(
    _ words: [Word], of sentence: Sentence, for origin: Sentence, named name: String = ""
  ) -> [SavedChoice] {
    words.compactMap { word in
      guard let (options, short) = savable(word, of: sentence) else { return nil }
      var around = origin
      if origin[word.key] == sentence[word.key] { around[word.key] = word.standard }
      return SavedChoice(kind: options.kind, name: name, choice: short, origin: runLine(around))
    }
  }

  /// What a word of a sentence is set to, where it can be kept.
  public func savable(_ word: Word, of sentence: Sentence) -> (options: Options, choice: Choice)? {
    guard let choice = sentence.choice(word.key), !choice.knobs.isEmpty,
      word.key != self[sentence].modelWord.key, let options = word.options,
      let declaration = options.declarations.first(where: { $0.name == choice.name })
    else { return nil }
    let short = declaration.shortened(choice)
    return short.knobs.isEmpty ? nil : (options, short)
  }
}

extension Family {
  /// The sentence with one word set from text, which may be the name of a saved choice.
  /// - Throws: `DeclarationError` naming the word and what it may be.
  public func setting(
    _ key: String, to text: String, in sentence: Sentence, saved: SavedChoices
  ) throws(DeclarationError) -> Sentence {
    guard let options = words[key]?.options else {
      return try setting(key, to: text, in: sentence)
    }
    if let named = saved.named(text, options) {
      var changed = sentence
      changed[key] = .component(named.choice)
      return settled(changed, after: key)
    }
    do throws(DeclarationError) {
      return try setting(key, to: text, in: sentence)
    } catch {
      guard case .unknownName(let name, let kind, let known) = error else { throw error }
      throw .unknownName(name, kind: kind, known: known + saved.offered(options).map(\.name))
    }
  }
}
