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

extension ForkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotFork(let family, let able):
      "Runs of the kind \(family) cannot go on from a step of another run."
        + (able.isEmpty ? "" : " Those that can are \(able.joined(separator: ", ")).")
    case .otherFamily(let other, let family):
      "A run of the kind \(family) cannot go on from one of the kind \(shown(other)). "
        + "Fork a run of its own kind."
    case .tooDeep(let most):
      "No more than \(most) forks can follow each other. Fork an earlier run."
    case .badStep(let text):
      "\(quoted(text)) is no step. Use a whole number, 0 for the start."
    case .missingStep:
      "A fork needs the step that it goes on from. Add --\(Origin.stepKey) with its number."
    case .missingSentence:
      "A fork needs the run whose steps it takes. Add --\(Origin.sentenceKey) with its run line."
    case .beyond(let step, let steps):
      "The run that is forked has no step \(step). Fork it at a step up to \(steps)."
    case .differs(let word, let here, let origin):
      "A fork keeps the \(word) of the run that it goes on from, which is \(quoted(origin)) and "
        + "not \(quoted(here)). Set it back."
    case .nothingLeft(let step, let steps):
      "There is nothing left to do after step \(step): the plan has \(steps) steps. "
        + "Fork at an earlier step, or take more steps."
    case .onePlanOnly:
      "This looks at one plan, and a fork follows several. Give the words of one of them."
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

extension SweepError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noAxes: "A sweep needs at least one axis. Give --axis WORD=VALUES."
    case .tooManyAxes(let count, let most):
      "\(count) axes are too many. Use up to \(most), or move places together: a@b=1@2,3@4."
    case .noValues(let axis):
      "The axis \(quoted(axis)) has no values. Write WORD=VALUE,VALUE or WORD=FROM..TO:STEP."
    case .badRange(let axis, let text):
      "The axis \(shown(axis)): \(quoted(text)) is no range. "
        + "Write FROM..TO, FROM..TO:STEP or FROM..TO*FACTOR."
    case .uneven(let axis, let row, let value, let places):
      "The axis \(shown(axis)), row \(row): \(quoted(value)) is not \(places) values. "
        + "Write one for each place, with @ between them."
    case .repeatedValue(let axis, let value, let rows):
      "The axis \(shown(axis)) has \(quoted(value)) in rows \(rows[0]) and \(rows[1]). "
        + "Remove one of them."
    case .repeatedPlace(let place):
      "\(quoted(place)) is moved twice. Remove it from one axis."
    case .unknownPlace(let axis, let reason): "The axis \(shown(axis)): \(reason)"
    case .refused(let axis, let row, _, let reason):
      "The axis \(shown(axis)), row \(row): \(reason)"
    case .tooManyCells(let rows, let most):
      "\(rows.map(String.init).joined(separator: " x ")) cells are more than \(most). "
        + "Use fewer values."
    case .cannotRun(let cell, let values, let reason):
      "Cell \(cell) (\(shown(values))) cannot run: \(reason)"
    case .unknownMeasure(let name, let known):
      "Nothing is measured as \(quoted(name)). \(advice(name, known))"
    case .shapesDiffer(let counts):
      "The models of this sweep make samples of \(counts.map(String.init).joined(separator: " and ")) "
        + "numbers, which no measure compares. Use models of one shape."
    case .noMeasures: "Nothing measures such runs. Choose another kind of run."
    case .noSeeds(let family):
      "Runs of the kind \(family) have no seed, so each cell runs once. Leave --seeds out."
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
