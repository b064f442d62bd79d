import Quickstep

extension State {
  var solverRows: PanelRows {
    let entries = filtered(declarations(.solver) ?? [], in: .solver) { "\($0.name) \($0.title)" }
    return PanelRows(
      options: entries.map { .solver($0.name) }, parameters: plan.knobParameters(.solver))
  }

  /// The chosen solver's order and cost in one line, `-` for what is not known; of one that is left
  /// to the checkpoint its name first.
  public var solverNote: String {
    let spelled = spelled(.solver, in: plan)
    let order = (try? solvers.make(spelled ?? plan.solver))?.order.map { "order \(brief($0))" }
    return [
      spelled.map(solvers.text), order ?? "with noise", "\(forecast.evaluationsText) NFE/step",
    ]
    .compactMap { $0 }.joined(separator: " · ")
  }

  /// A solver or clip that is left to the checkpoint, in words that say the same; nil for any other.
  func spelled(_ key: PlanKey, in plan: Plan) -> Choice? {
    guard plan.choice(key) == .checkpoint else { return nil }
    return switch key {
    case .solver: try? plan.spelled(\.solver, planModel.sampler)
    case .clip: try? plan.spelled(\.clip, planModel.sampler)
    default: nil
    }
  }
}
