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

  /// The plan that a text describes: a run line whole, flags and words on top of the present plan.
  ///
  ///     quickstep:1 --model ring-8 --steps 12
  ///     --solver unipc:order=3 --grid karras:rho=5
  ///     steps 12
  func plan(reading text: String) throws -> Plan {
    let text = text.trimmed
    if text.hasPrefix(Self.runLinePrefix) { return try RunLine.plan(text) }
    if text.hasPrefix(Self.shellPrefix) {
      return try plan(reading: String(text.dropFirst(Self.shellPrefix.count)))
    }
    if let (key, value) = wordAndValue(text) {
      if key == .classes { return try plan(setting: .word(.classes), to: value) }
      var changed = plan
      try changed.set(key, value)
      return changed
    }
    return try RunLine.plan(RunLine.text(plan) + " " + text)
  }

  /// The word of the plan that a text begins with, and the rest.
  func wordAndValue(_ text: String) -> (key: PlanKey, value: String)? {
    guard let space = text.firstIndex(where: \.isWhitespace),
      let key = PlanKey(rawValue: String(text[..<space]))
    else { return nil }
    let value = String(text[space...]).trimmed
    return value.isEmpty ? nil : (key, value)
  }
}
