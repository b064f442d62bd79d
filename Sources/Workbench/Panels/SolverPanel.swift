import Quickstep

extension State {
  var solverRows: PanelRows {
    let entries = filtered(solvers.declarations, in: .solver) { "\($0.name) \($0.title)" }
    return PanelRows(
      options: entries.map { .solver($0.name) }, parameters: plan.knobParameters(.solver))
  }

  /// The chosen solver's order and cost in one line, `-` for what is not known.
  public var solverNote: String {
    let order = (try? solvers.make(plan.solver))?.order.map { "order \(brief($0))" }
    return "\(order ?? "with noise") · \(forecast.evaluationsText) NFE/step"
  }
}
