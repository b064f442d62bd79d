import Quickstep
import Workbench

// The plan in a few words, the same in the header and in closed settings.
extension Drawing {
  /// The plan in one line: `digits-flow · heun · 10 trailing · cfg 2 · each · ×16 · seed 8`.
  ///
  /// Where that is too long, knobs are left out first, then the end of the model's name.
  func planLine(cells: Int) -> String {
    let whole = planLine(shortModel) { self.words($0) }
    guard cellWidth(whole) > cells else { return whole }
    let names = planLine(shortModel) { self.state.plan.choice($0)?.name ?? "" }
    let modelWidth = cellWidth(shortModel) - max(0, cellWidth(names) - cells)
    guard modelWidth < cellWidth(shortModel) else { return names }
    return planLine(clipped(shortModel, to: max(6, modelWidth))) {
      self.state.plan.choice($0)?.name ?? ""
    }
  }

  private func planLine(_ model: String, _ words: (PlanKey) -> String) -> String {
    let plan = state.plan
    var parts = [model, words(.solver), "\(plan.steps) \(words(.grid))"]
    if plan.guidance.name != "none" { parts.append(guidanceWords) }
    if plan.classes != .any { parts.append(classWords) }
    parts += [samplesWord, "seed \(plan.seed)"]
    return PrintableText(parts.joined(separator: " \(Glyph.separator) "), limit: 400).text
  }

  /// The model's name, of a path the last part.
  var shortModel: String {
    let name = state.plan.model.name
    return PrintableText(name.split(separator: "/").last.map(String.init) ?? name, limit: 60).text
  }

  var samplesWord: String { "\(Glyph.times)\(state.plan.batch)" }

  /// A component and the knobs that differ from their defaults: `unipc order=3`.
  func words(_ key: PlanKey) -> String {
    let name = state.plan.choice(key)?.name ?? ""
    let knobs = knobWords(key)
    return knobs.isEmpty ? name : "\(name) \(knobs)"
  }

  /// The knobs of a component that differ from their defaults; lists are left out.
  func knobWords(_ key: PlanKey) -> String {
    guard let choice = state.plan.choice(key), let declaration = state.plan.declaration(key) else {
      return ""
    }
    let words = declaration.knobs.compactMap { knob -> String? in
      guard let value = choice.knobs[knob.name], value != knob.fallback else { return nil }
      switch value {
      case .real(let number): return "\(knob.name)=\(brief(number))"
      case .integer, .word, .automatic: return "\(knob.name)=\(value.text)"
      case .list: return nil
      }
    }
    return PrintableText(words.joined(separator: ","), limit: 40).text
  }

  /// The guidance with its first knob, which says how strong it is: `cfg 2`.
  var guidanceWords: String {
    let choice = state.plan.guidance
    guard choice.name != "none" else { return "no guidance" }
    guard let knob = state.plan.declaration(.guidance)?.knobs.first,
      case .real(let strength) = choice.value(knob)
    else { return choice.name }
    return "\(choice.name) \(brief(strength))"
  }

  /// Empty where the whole distribution is asked for.
  var classWords: String {
    switch state.plan.classes {
    case .any: ""
    case .each: "each"
    case .one(let name): "class \(PrintableText(name, limit: 40).text)"
    }
  }
}
