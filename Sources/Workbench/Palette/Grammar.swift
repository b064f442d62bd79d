import Quickstep

extension State {
  private static let runLinePrefix = "quickstep:"
  private static let shellPrefix = "quickstep sample"

  /// Whether a text is a run line, flags, or a word of the plan with a value.
  func isGrammar(_ text: String) -> Bool {
    let text = text.trimmed
    return text.hasPrefix(Self.runLinePrefix) || text.hasPrefix("--")
      || text.hasPrefix(Self.shellPrefix) || wordAndValue(text) != nil
  }

  /// The plan that a text describes: a run line whole, flags on top of the present plan.
  ///
  ///     quickstep:1 --model ring-8 --steps 12
  ///     --solver unipc:order=3 --grid karras:rho=5
  func plan(reading text: String) throws -> Plan {
    let text = text.trimmed
    if text.hasPrefix(Self.runLinePrefix) { return try RunLine.plan(text) }
    if text.hasPrefix(Self.shellPrefix) {
      return try plan(reading: String(text.dropFirst(Self.shellPrefix.count)))
    }
    return try RunLine.plan(RunLine.text(plan) + " " + text)
  }

  /// Does what a text says: a word and its value, or what describes a plan.
  mutating func set(reading text: String) throws {
    if let (word, value) = wordAndValue(text.trimmed) {
      try word.set(&self, value)
    } else {
      change(try plan(reading: text))
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
      let word = PaletteWord.named(text[..<space])
    else { return nil }
    let value = String(text[space...]).trimmed
    return value.isEmpty ? nil : (word, value)
  }
}
