import Quickstep

/// How a parameter is shown.
public struct ParameterText: Equatable, Sendable {
  public var label: String
  /// As shown in a row.
  public var value: String
  public var unit: String
  /// One line.
  public var summary: String
  /// What may be typed; empty where that cannot be said in a few words.
  public var range: String
}

extension State {
  public func text(of parameter: Parameter) -> ParameterText {
    switch parameter {
    case .word(let key): text(ofWord: key)
    case .knob(let key, let name): text(ofKnob: name, of: key)
    case .level(let index): text(ofLevel: index)
    }
  }

  private func text(ofWord key: PlanKey) -> ParameterText {
    let declaration = plan.declaration(key)
    var text = ParameterText(
      label: key.rawValue, value: declaration?.title ?? plan.text(key), unit: "",
      summary: declaration?.summary ?? key.summary, range: "")
    switch key {
    case .model:
      text.value = plan.model.name
      text.summary = planModel.summary
    case .batch: text.label = "samples"
    case .classes: text.range = classRange
    case .seed: text.range = "0 … 2⁶⁴ - 1"
    case .steps, .schedule, .grid, .solver, .guidance, .clip: break
    }
    text.value = PrintableText(text.value).text
    return text
  }

  private var classRange: String {
    guard let names = planModel.classNames else { return "any | each | a class" }
    guard let first = names.first, let last = names.last else { return "no classes" }
    return "any | each | " + PrintableText("\(first) … \(last)", limit: 40).text
  }

  private func text(ofKnob name: String, of key: PlanKey) -> ParameterText {
    guard let knob = plan.knob(key, name), let choice = plan.choice(key) else {
      return ParameterText(label: name, value: "-", unit: "", summary: "", range: "")
    }
    return ParameterText(
      label: name, value: short(choice.value(knob)), unit: knob.unit, summary: knob.summary,
      range: knob.rangeText)
  }

  private func text(ofLevel index: Int) -> ParameterText {
    let sigmas = levelSigmas
    let value = sigmas.indices.contains(index) ? short(.real(sigmas[index])) : "-"
    let isWritten = plan.handWrittenLevels != nil
    return ParameterText(
      label: "\(index)", value: value, unit: "",
      summary: isWritten ? "sigma/alpha of this level" : "enter writes the levels by hand",
      range: isWritten ? neighbours(of: index, in: sigmas) : "")
  }

  /// sigma/alpha of every level of the plan.
  public var levelSigmas: [Double] {
    plan.handWrittenLevels ?? forecast.levels?.map(\.rho) ?? []
  }

  private func neighbours(of index: Int, in sigmas: [Double]) -> String {
    let below = sigmas.indices.contains(index + 1) ? "above \(short(.real(sigmas[index + 1])))" : ""
    let above = sigmas.indices.contains(index - 1) ? "below \(short(.real(sigmas[index - 1])))" : ""
    return [below, above].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func short(_ value: KnobValue) -> String {
    switch value {
    case .real(let number): brief(number)
    case .list(let numbers): "\(numbers.count) values"
    case .integer, .word, .automatic: value.text
    }
  }
}
