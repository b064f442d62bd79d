/// The steps of a plan of the unified framework, as a table.
public struct ScheduleTable {
  public static let columns = [
    "#", "from", "to", "order", "of", "corrected", "slope", "c", "nodes", "back",
  ]

  /// A row for every step: sigma/alpha at both ends, and the step's strategy.
  public let rows: [[String]]

  /// `nil` for plans of other solvers.
  /// - Parameter levels: of the plan.
  public init?(_ plan: Plan, levels: [NoiseLevel]) {
    guard let solver = try? solvers.make(plan.solver) as? UnifiedSampling else { return nil }
    let count = levels.count - 1
    rows = (0..<max(0, count)).map { index in
      let step = solver.strategy(step: index, remaining: count - 1 - index)
      let isGiven = index == 0 && solver.first != nil
      return [
        "\(index + 1)", brief(levels[index].rho), brief(levels[index + 1].rho), "\(step.order)",
        isGiven ? brief(solver.first!) : step.prediction.rawValue,
        step.corrector.rawValue, step.slope.rawValue,
        step.relaxation == 0 ? "-" : brief(step.relaxation),
        step.slopeNodes == UnifiedStrategy.mostNodes ? "all" : "\(step.slopeNodes)",
        step.stepsBack == 0 ? "-" : "\(step.stepsBack)",
      ]
    }
  }
}
