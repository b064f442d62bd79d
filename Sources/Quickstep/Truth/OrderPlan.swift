/// A plan whose order of convergence is measured, as sentences say it.
public struct OrderPlan: SamplingWithin {
  /// Its steps are the most that are taken.
  public var plan = Plan(
    model: Choice("gmm2d"), schedule: Choice("vp-linear"),
    grid: Choice("uniform-lambda", ["end": .word("min")]), steps: 320, batch: 64)

  public init() {}

  /// How many numbers of steps are tried, each about half of the next.
  private static let halvings = 5

  /// From few to many.
  public var stepCounts: [Int] {
    (0..<Self.halvings).reversed().map { plan.steps >> $0 }.filter { $0 > 0 }
  }

  public static let words: PlanWords<OrderPlan> = [
    word("model", rank: 0), word("schedule", rank: 4), word("grid", rank: 5),
    word("solver", rank: 1), word("guidance", rank: 6), word("class", rank: 7),
    word("steps", label: "up to", rank: 2), word("seed", rank: 9), word("batch", rank: 8),
  ]
}
