/// The steps of a plan of the unified framework, as a table.
public struct ScheduleTable {
  /// n is the order, c the relaxation, and by the number of nodes that the first derivative comes
  /// from.
  public static let columns = ["from", "to", "n", "of", "corr", "slope", "c", "by", "back"]

  /// A row for every step: sigma/alpha at both ends, and the step's strategy; what is as usual is a
  /// dash.
  public let rows: [[String]]

  /// `nil` for plans of other solvers.
  /// - Parameter levels: of the plan.
  public init?(_ plan: Plan, levels: [NoiseLevel]) {
    guard let solver = try? solvers.make(plan.solver) as? UnifiedSampling else { return nil }
    let count = levels.count - 1
    rows = (0..<max(0, count)).map { index in
      let step = solver.strategy(step: index, remaining: count - 1 - index)
      let given: String? =
        switch solver.first {
        case .constant(let value) where index == 0: brief(value)
        case .mean where index == 0: "mean"
        default: nil
        }
      func unless(_ isUsual: Bool, _ text: String) -> String { isUsual ? "-" : text }
      return [
        brief(levels[index].rho), brief(levels[index + 1].rho), "\(step.order)",
        given ?? step.prediction.rawValue,
        unless(step.corrector == .none, step.corrector.rawValue),
        unless(step.slope == .exact, step.slope.rawValue),
        unless(step.relaxation == 0, brief(step.relaxation)),
        unless(step.slopeNodes == UnifiedStrategy.mostNodes, "\(step.slopeNodes)"),
        unless(step.stepsBack == 0, "\(step.stepsBack)"),
      ]
    }
  }
}
