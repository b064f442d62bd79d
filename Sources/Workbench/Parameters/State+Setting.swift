import Quickstep

extension State {
  /// The value as it is typed, in full precision.
  func typedText(of parameter: Parameter) -> String {
    switch parameter {
    case .word(let key): plan.choice(key)?.name ?? plan.text(key)
    case .knob(let key, let name):
      plan.knob(key, name).flatMap { knob in plan.choice(key)?.value(knob).text } ?? ""
    case .level(let index):
      levelSigmas.indices.contains(index) ? KnobValue.real(levelSigmas[index]).text : ""
    }
  }

  /// The plan with a parameter set from text.
  /// - Throws: an error that names what may be typed.
  func plan(setting parameter: Parameter, to text: String) throws -> Plan {
    var changed = plan
    switch parameter {
    case .word(.steps) where plan.handWrittenLevels != nil:
      throw ParameterError.stepsAreWritten(plan.steps)
    case .word(.classes):
      try changed.set(.classes, text)
      try checkClasses(changed)
    case .word(let key) where key.declarations != nil:
      try changed.set(key, text)
      changed = plan
      try choose(text, for: key, in: &changed)
    case .word(let key): try changed.set(key, text)
    case .knob(let key, let name):
      guard let path = key.choice, let knob = plan.knob(key, name) else { break }
      changed[keyPath: path].knobs[name] = try knob.parse(text)
    case .level(let index):
      guard let sigma = Double(text) else { throw ParameterError.badLevel(text: text) }
      changed = try plan.replacingLevel(index, by: sigma, typed: text)
    }
    return changed
  }

  private func checkClasses(_ plan: Plan) throws {
    guard let names = planModel.classNames, plan.classes != .any else { return }
    guard !names.isEmpty else { throw SamplingError.noClasses(model: plan.model.name) }
    if case .one(let name) = plan.classes, Plan.Classes.index(name, among: names) == nil {
      throw SamplingError.unknownClass(name, known: names)
    }
  }

  /// The plan with a parameter back at its default.
  func plan(resetting parameter: Parameter) throws -> Plan {
    var changed = plan
    switch parameter {
    case .word(.steps) where plan.handWrittenLevels != nil:
      throw ParameterError.stepsAreWritten(plan.steps)
    case .word(.model): break
    case .word(let key): try changed.set(key, Plan().text(key))
    case .knob(let key, let name):
      if let path = key.choice { changed[keyPath: path].knobs[name] = nil }
    case .level(let index): changed = try plan.removingLevel(index)
    }
    return changed
  }

  /// What a parameter can be, where that is a short list.
  public func options(of parameter: Parameter) -> [ChoiceOption]? {
    switch parameter {
    case .word(.model):
      return modelList.map { ChoiceOption($0.name, $0.name, "\($0.kind)  \($0.summary)") }
    case .word(.classes):
      guard let names = planModel.classNames, !names.isEmpty else { return nil }
      return [
        ChoiceOption("any", "any", "the whole distribution"),
        ChoiceOption("each", "each", "the classes in turn"),
      ] + names.map { ChoiceOption($0, PrintableText($0, limit: 60).text, "") }
    case .word(let key):
      return declarations(key)?.map { ChoiceOption($0.name, $0.title, $0.summary) }
    case .knob(let key, let name):
      return plan.knob(key, name)?.words?.map { ChoiceOption($0, $0, "") }
    case .level: return nil
    }
  }
}

/// One of the things that a parameter can be.
public struct ChoiceOption: Hashable, Sendable {
  /// As typed.
  public let value: String
  public let title: String
  public let summary: String

  init(_ value: String, _ title: String, _ summary: String) {
    self.value = value
    self.title = PrintableText(title).text
    self.summary = PrintableText(summary).text
  }
}
