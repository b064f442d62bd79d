import Quickstep

// What becomes of the things that were open when enter was pressed.
extension State {
  mutating func finishEdit(_ parameter: Parameter, _ input: TextInput) {
    do {
      change(try plan(setting: parameter, to: input.text.trimmed))
      history.close()
      open = nil
      if message?.kind == .error { message = nil }
    } catch {
      complain("\(error)")
    }
  }

  mutating func finishFilter(_ input: TextInput) {
    if cursor == nil, let first = rows(of: focus).options.first { choose(first) }
    open = nil
  }

  /// Takes a model as the command line writes it: a path, perhaps with knobs.
  mutating func openModel(_ text: String) {
    attempt(.word(.model)) { state in
      var plan = state.plan
      try plan.set(.model, text)
      return plan
    }
    open = nil
  }

  /// Asks what the plan's model is like where that is not known.
  mutating func inspectPlanModel() -> [Effect] {
    guard planModel.classNames == nil, modelsAsked.insert(plan.model.name).inserted else {
      return []
    }
    return [.inspectModel(plan.model)]
  }

  mutating func finishChooser(_ chooser: Chooser) {
    let options = chooser.options
    guard options.indices.contains(chooser.selected) else { return }
    let value = options[chooser.selected].value
    open = nil
    attempt(nil) { try $0.plan(setting: chooser.parameter, to: value) }
  }
}
