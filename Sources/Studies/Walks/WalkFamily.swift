import Experiments

/// Tokens that walk on a graph; how far what they find is from the truth is known in advance.
public struct WalkFamily: Family {
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

  public func forecast(_ plan: WalkPlan, _ card: ModelCard) -> Forecast {
    do {
      let task = try WalkTask(plan)
      return Forecast(
        task.outline,
        notes: [
          .model: "\(task.graph.places.count) places, \(task.graph.edges.count) edges",
          .solver: "\(task.limitText), exact",
          .steps: "\(shortCount(plan.moves * plan.tokens)) moves in all",
          .guidance: task.losesRepulsion ? "a > b: repulsion is lost" : task.gainsText,
        ])
    } catch {
      return Forecast(WalkOutline.outline(plan, .sampling), problem: error.problem)
    }
  }

  public func begin(_ plan: WalkPlan, with equipment: Equipment) throws -> WalkRun {
    do { return WalkRun(try WalkTask(plan), with: equipment) } catch { throw error.reason }
  }
}
