// A word and what it is set to, in as few letters as tell it.
extension Word {
  /// How much of a component is said.
  public enum Detail: Sendable { case knobs, name }

  /// `unipc order=3`; of a path the last part, of guidance its strength.
  public func brief(_ setting: Setting, _ detail: Detail = .knobs) -> String {
    switch form {
    case .value(let knob) where knob.kind == .truth:
      return setting == .value(.truth(true)) ? label : "not \(label)"
    case .value: return PrintableText(text(setting), limit: 40).text
    case .named: return name(setting)
    case .component:
      if home == .guidance { return strength(setting) }
      let knobs = detail == .knobs ? briefKnobs(setting) : ""
      return knobs.isEmpty ? name(setting) : "\(name(setting)) \(knobs)"
    }
  }

  /// The component's name, of a path the last part.
  public func name(_ setting: Setting) -> String {
    let name = setting.choice?.name ?? ""
    guard case .named = form else { return name }
    return PrintableText(name.split(separator: "/").last.map(String.init) ?? name, limit: 60).text
  }

  /// The knobs of a component that differ from their defaults, `order=3,variant=bh2`; lists are left
  /// out.
  public func briefKnobs(_ setting: Setting) -> String {
    guard let choice = setting.choice, let declaration = declaration(of: setting) else { return "" }
    let words = declaration.knobs.compactMap { knob -> String? in
      guard let value = choice.knobs[knob.name], value != knob.fallback else { return nil }
      switch value {
      case .real(let number): return "\(knob.name)=\(Experiments.brief(number))"
      case .integer, .word, .integers, .seed, .automatic: return "\(knob.name)=\(value.text)"
      case .list: return nil
      }
    }
    return PrintableText(words.joined(separator: ","), limit: 40).text
  }

  /// A component with its first knob, which says how strong it is: `cfg 2`.
  private func strength(_ setting: Setting) -> String {
    guard let choice = setting.choice, choice.name != "none" else { return "no \(key)" }
    guard let knob = declaration(of: setting)?.knobs.first,
      case .real(let strength) = choice.value(knob)
    else { return choice.name }
    return "\(choice.name) \(Experiments.brief(strength))"
  }

  /// What the line that says a sentence in short says of the word; empty where it says nothing.
  public func mentioned(_ setting: Setting, _ detail: Detail = .knobs) -> String {
    switch mention {
    case .never: ""
    case .changed where text(setting) == text(standard): ""
    case .always, .joined, .changed: said(setting, detail)
    }
  }

  /// The same for a word that has something to say whatever it is set to.
  public func said(_ setting: Setting, _ detail: Detail = .knobs) -> String {
    let value = brief(setting, detail)
    if case .truth = knob?.kind { return value }
    let pattern: String
    switch mention {
    case .never: return value
    case .always(let text), .joined(let text), .changed(let text): pattern = text
    }
    // What every model has is said as it is: each, but class 3.
    if case .label(let words, _) = knob?.kind, words.contains(where: { $0.text == value }) {
      return value
    }
    return pattern.split(separator: "*", omittingEmptySubsequences: false)
      .joined(separator: value)
  }
}
