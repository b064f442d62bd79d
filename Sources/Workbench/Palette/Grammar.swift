import Experiments

extension State {
  private static let runLinePrefix = "quickstep:"
  private static let shellPrefix = "quickstep "

  /// Whether a text is a run line, flags, or a word of the sentence with a value.
  func isGrammar(_ text: String) -> Bool {
    let text = text.trimmed
    return text.hasPrefix(Self.runLinePrefix) || text.hasPrefix("--")
      || shellWords(text) != nil || wordAndValue(text) != nil
  }

  /// The sentence that a text describes: a run line whole, flags on top of the present sentence.
  ///
  ///     quickstep:1 --model ring-8 --steps 12
  ///     --solver unipc:order=3 --grid karras:rho=5
  func sentence(reading text: String) throws -> Sentence {
    let text = text.trimmed
    if text.hasPrefix(Self.runLinePrefix) { return try families.sentence(runLine: text) }
    if let (family, flags) = shellWords(text) {
      let base = family.name == sentence.family ? sentence : family.standard
      return try families.sentence(spelledOut(RunLine.split(flags), family)[...], on: base)
    }
    return try families.sentence(spelledOut(RunLine.split(text), self.family)[...], on: sentence)
  }

  /// Flags with what was kept in place of its names. Run lines have none: they mean the same
  /// everywhere.
  private func spelledOut(_ flags: [String], _ family: any Family) -> [String] {
    zip(flags, [""] + flags).map { text, flag in
      let options = flag.hasPrefix("--") ? family.words[String(flag.dropFirst(2))]?.options : nil
      return options.map { saved.spelledOut(text, $0) } ?? text
    }
  }

  /// The family and the flags of a line as a shell takes it: `quickstep sample --steps 12`.
  private func shellWords(_ text: String) -> (family: any Family, flags: String)? {
    guard text.hasPrefix(Self.shellPrefix) else { return nil }
    let words = text.dropFirst(Self.shellPrefix.count)
    let name = words.prefix { !$0.isWhitespace }
    return families[String(name)].map { ($0, String(words.dropFirst(name.count))) }
  }

  /// Does what a text says: a word and its value, or what describes a sentence.
  mutating func set(reading text: String) throws {
    if let (word, value) = wordAndValue(text.trimmed) {
      try word.set(&self, value)
    } else {
      change(try sentence(reading: text))
    }
  }

  /// Why a text cannot be done; `nil` where it can.
  func problem(reading text: String) -> String? {
    var copy = self
    do {
      try copy.set(reading: text)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The word that a text begins with, and the rest.
  func wordAndValue(_ text: String) -> (word: PaletteWord, value: String)? {
    guard let space = text.firstIndex(where: \.isWhitespace),
      let word = paletteWord(text[..<space])
    else { return nil }
    let value = String(text[space...]).trimmed
    return value.isEmpty ? nil : (word, value)
  }
}
