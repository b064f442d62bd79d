extension Choice {
  /// The solver with the knobs under which its order shows: without noise, and with the order kept to
  /// the end. Knobs that are set stay.
  /// - Throws: `DeclarationError` where there is no such solver.
  public func audited() throws(DeclarationError) -> Choice {
    var choice = self
    let isNoisy = (try? solvers.make(self))?.order == nil
    for knob in try solvers.options.declaration(name).knobs where knobs[knob.name] == nil {
      switch (knob.name, knob.kind) {
      case ("eta", .real), ("tau", .real), ("gamma", .real):
        if isNoisy { choice.knobs[knob.name] = .real(0) }
      case ("noise", .choice(let words)) where words.contains("ode"):
        choice.knobs["noise"] = .word("ode")
      case ("final", .choice(let words)) where words.contains("keep"):
        choice.knobs["final"] = .word("keep")
      default: break
      }
    }
    return choice
  }
}
