import Experiments

/// Tokens that walk on a graph; how far what they find is from the truth is known in advance.
public struct WalkFamily: ForkableFamily {
  public typealias Run = WalkRun

  public static let declaration = Declaration(
    "walk", title: "Walks on graphs",
    summary: "tokens on a graph, and how far what they find is from the truth")

  public init() {}

  public var cards: [ModelCard] {
    graphs.declarations.map { ModelCard($0.name, kind: "graph", summary: $0.summary, labels: [:]) }
  }

  public func spelling(_ plan: WalkPlan, _ card: ModelCard) -> Spelling {
    var spelling = Spelling()
    guard let walker = try? walkers.make(plan.walker) else { return spelling }
    if walker.repulsion(1) == 0 { spelling.fixed["alpha"] = "the base chain repels nothing" }
    if walker.form == .sampling { spelling.fixed["b"] = "a mean has the gain 1/n" }
    return spelling
  }

  public func forecast(
    _ plan: WalkPlan, after legs: [Leg<WalkPlan>], _ card: ModelCard
  ) -> Forecast {
    do {
      let task = try WalkTask(plan)
      var forecast = Forecast(
        task.outline,
        notes: [
          .model: "\(task.graph.places.count) places, \(task.graph.edges.count) edges",
          .solver: "\(task.limitText), exact",
          .steps: "\(shortCount(plan.moves * plan.tokens)) moves in all",
          .guidance: task.losesRepulsion ? "a > b: repulsion is lost" : task.gainsText,
        ])
      forecast.outline.forks = legs.map(\.end)
      do { try check(plan, after: legs) } catch {
        forecast.problem = Forecast.Problem(.steps, "\(error)")
      }
      return forecast
    } catch {
      return Forecast(WalkOutline.outline(plan, .sampling), problem: error.problem)
    }
  }

  public func begin(
    _ plan: WalkPlan, after legs: [Leg<WalkPlan>], with equipment: Equipment
  ) throws -> WalkRun {
    do {
      try check(plan, after: legs)
      return WalkRun(
        try WalkTask(plan), after: try legs.map { (try WalkTask($0.plan), $0.end) }, with: equipment
      )
    } catch let error as WalkRefusal {
      throw error.reason
    }
  }

  /// - Throws: `ForkError` where tokens cannot go on as a plan says.
  private func check(_ plan: WalkPlan, after legs: [Leg<WalkPlan>]) throws(ForkError) {
    for leg in legs {
      guard leg.end <= leg.plan.moves else { throw .beyond(step: leg.end, steps: leg.plan.moves) }
      for key in ["model", "batch"] where plan.text(key) != leg.plan.text(key) {
        throw .differs(word: key, here: plan.text(key), origin: leg.plan.text(key))
      }
    }
    if let last = legs.last, last.end >= plan.moves {
      throw .nothingLeft(step: last.end, steps: plan.moves)
    }
  }
}
