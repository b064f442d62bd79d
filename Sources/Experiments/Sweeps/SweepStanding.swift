/// How the cells of a sweep stand by one measure.
public struct SweepStanding: Sendable {
  public struct Best: Hashable, Sendable {
    public let cell: Int
    public let point: Front.Point
  }

  public let measure: Statistic
  /// By cell, what the front is drawn through; `nil` where nothing is known.
  public let points: [Front.Point?]
  public let front: [Front.Membership?]
  /// The cell with the fewest units of the budget among those near the best; of those with as few, the
  /// best one.
  public let best: Best?
  private let plan: SweepPlan
  private let tolerance: Double

  /// - Parameter tolerance: how much worse than the best counts as near it, as a share.
  public init(_ results: SweepResults, by measure: Statistic, within tolerance: Double) {
    let points = results.points(measure.name)
    self.measure = measure
    self.points = points
    plan = results.plan
    self.tolerance = tolerance
    front = Front.memberships(points)
    best = Self.best(points, within: tolerance)
  }

  private static func best(_ points: [Front.Point?], within tolerance: Double) -> Best? {
    let known = points.enumerated().compactMap { cell, point in
      point.flatMap { $0.score.mean.isFinite ? Best(cell: cell, point: $0) : nil }
    }
    guard let top = known.min(by: { $0.point.score.badness < $1.point.score.badness }) else {
      return nil
    }
    let reach = tolerance * abs(top.point.score.mean)
    let near = known.filter { $0.point.score.badness <= top.point.score.badness + reach }
    return near.min {
      ($0.point.budget, $0.point.score.badness) < ($1.point.budget, $1.point.score.badness)
    }
  }

  /// `fewest evaluations within 5 % of the best: unipc order=3, 10 steps (spread ±.02)`; `nil` as
  /// long as nothing is known.
  public func sentence(_ family: any Family) -> String? {
    guard let best else { return nil }
    let share = brief(tolerance * 100)
    let cell = plan.sweep.title(of: best.cell, family)
    // Where a word of the plan counts the same of one sample, or of one token.
    let unit = plan.budget.unit + (cell.contains(" \(plan.budget.unit)") ? " in all" : "")
    return "fewest \(plan.budget.noun) within \(share) % of the best: \(cell), "
      + "\(best.point.budget) \(unit), \(measure.label) "
      + "\(measure.text(best.point.score.mean)) (spread ±\(spreadText(best.point.score.spread)))"
  }
}
