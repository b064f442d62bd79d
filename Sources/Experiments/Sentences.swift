// The one place where this target's errors become sentences: what, where, what to do next.

extension DeclarationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownName(let name, let kind, let known):
      "There is no \(kind) \(quoted(name)). \(advice(name, known))"
    case .unknownKnob(let name, let owner, let known):
      known.isEmpty
        ? "\(shown(owner)) has no knob \(quoted(name)), and no other. Leave it out."
        : "\(shown(owner)) has no knob \(quoted(name)). \(advice(name, known))"
    case .badSetting(let text, let owner):
      "\(quoted(text)) is no setting of \(shown(owner)). Write KNOB=VALUE, several with commas."
    case .badValue(let knob, let text, let range):
      "\(shown(knob)) cannot be \(quoted(text)). Use a value of \(range)."
    case .repeatedKnob(let name, let owner):
      "\(shown(owner)): \(shown(name)) is given twice. Remove one of them."
    case .crossed(let order, let owner, let lower, let upper):
      "\(shown(owner)): \(order.lower) \(lower.text) is above \(order.upper) \(upper.text). "
        + "Make \(order.lower) the smaller one."
    case .untranslatable(let name, let reason):
      "\(quoted(name)) has no words here: \(reason)."
    case .needsCheckpoint(let kind):
      "The \(kind) \"checkpoint\" stands for what the file beside a network says, "
        + "and no such network is named. Name the \(kind)."
    }
  }
}

extension RunLineError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .prefix(let expected):
      "This is no run line: it does not begin with \(quoted(expected)). "
        + "Put \(expected) in front of the words."
    case .missingValue(let flag):
      "The run line ends after \(quoted(flag)). Add its value or leave it out."
    case .unfinished:
      "The run line ends inside quotes or after a backslash. Close the quotes with '."
    }
  }
}

extension HistoryFilterError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unfinished(let term):
      "The quotes around \(quoted(term)) are not closed. Close them."
    case .missingValue(let term):
      "\(quoted(term)) ends where a value belongs. Add one, or put the term in quotes."
    case .unknownName(let term, let name, let known):
      "\(quoted(term)): there is no word, statistic or score \(quoted(name)). \(advice(name, known))"
    case .ambiguousName(let term, let name, let candidates):
      "\(quoted(term)): \(quoted(name)) may be "
        + "\(candidates.prefix(6).map(shown).joined(separator: ", "))"
        + "\(candidates.count > 6 ? ", …" : ""). Write more of it."
    case .noNumber(let term, let value):
      "\(quoted(term)): \(quoted(value)) is no number. Write one as 0.001, 1e-3, 5% or 20ms."
    case .wrongUnit(let term, let unit, let name, let its):
      "\(quoted(term)): \(shown(name)) is not told in \(quoted(unit)). "
        + "\(its.isEmpty ? "Leave the unit out." : "Its unit is \(shown(its)).")"
    case .isText(let term, let name):
      "\(quoted(term)): \(shown(name)) is text, which is neither more nor less. Use = or ~."
    case .isNumber(let term, let name):
      "\(quoted(term)): \(shown(name)) is a number. Use = < > <= >= or !=."
    }
  }
}

extension SavedChoiceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noName: "Type a name to save it under."
    case .badName(let name):
      "Nothing is saved as \(quoted(name)). Use up to \(SavedChoice.longestName) letters, digits and "
        + "- _ + . beginning with a letter or digit."
    case .taken(let name, let kind):
      "\(quoted(name)) is a \(kind) already. Choose another name."
    }
  }
}

extension ScoreNote: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewSamples(let count, let needed):
      "too few samples (\(count); \(needed) tell 5 %)"
    case .aheadOfFloor: "better than the floor is chance, see the spread"
    }
  }
}

/// The nearest name, else the names there are: of a single character any other would be near.
package func advice(_ name: String, _ known: [String]) -> String {
  if name.count > 1, let near = suggestion(for: name, among: known) {
    return "Did you mean \(shown(near))?"
  }
  let listed = known.prefix(12).map { shown($0) }.joined(separator: ", ")
  return "Choose one of \(listed)\(known.count > 12 ? ", …" : "")."
}

/// A text from outside inside a sentence.
package func shown(_ text: String) -> String { PrintableText(text, limit: 120).text }
package func quoted(_ text: String) -> String { "\"\(shown(text))\"" }
