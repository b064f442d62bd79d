import Experiments
import Quickstep

/// Measures how fast a solver's error falls as steps are added.
public struct OrderFamily: Family {
  public static let declaration = Declaration(
    "order", title: "Order", summary: "how fast a solver's error falls as steps are added")
  public static let paths: String? = "an IDX file, a folder of PNG files, a mixture in JSON"

  private let sampling: SamplingFamily
  public let cards: [ModelCard]

  public init(_ library: ModelLibrary, cards: [ModelCard] = ModelLibrary.cards) {
    sampling = SamplingFamily(library, cards: cards)
    self.cards = cards.filter { $0.sampling.pathObstacle == nil }.map(\.plain)
  }

  /// A study has a path and a grid of its own, whatever the model is best sampled with.
  public func defaults(_ model: Choice) throws -> [String: Setting] {
    _ = try sampling.defaults(model)
    return [:]
  }

  public func inspect(_ model: Choice) throws -> ModelCard { try sampling.inspect(model).plain }

  public func forget(_ model: String) { sampling.forget(model) }

  public func check(_ plan: OrderPlan, _ key: String, with card: ModelCard) throws {
    try sampling.check(plan.plan, key, with: card)
  }

  public func forecast(_ plan: OrderPlan, _ card: ModelCard) -> Forecast {
    let sampled = sampling.forecast(plan.plan, card)
    var forecast = Forecast(OrderRun.outline(plan))
    forecast.notes = sampled.notes
    forecast.problem =
      sampled.problem ?? problem(plan, card).map { Forecast.Problem($0.role, "\($0.reason)") }
    return forecast
  }

  /// Why the order of a plan that can be sampled cannot be measured.
  private func problem(_ plan: OrderPlan, _ card: ModelCard) -> (role: Role, reason: any Error)? {
    if let obstacle = card.sampling.pathObstacle { return (.model, obstacle) }
    if plan.plan.handWrittenLevels != nil {
      return (
        .steps, SamplingError.fixedSteps(grid: plan.plan.grid.name, steps: plan.plan.steps)
      )
    }
    if let solver = try? solvers.make(plan.plan.solver), solver.order == nil {
      return (.solver, PathError.drawsNoise)
    }
    guard (try? guidances.make(plan.plan.guidance).followsSteps) == true else { return nil }
    return (.guidance, PathError.guidanceFollowsSteps)
  }

  public func begin(_ plan: OrderPlan, with equipment: Equipment) throws -> OrderRun {
    let model = try sampling.library.model(
      plan.plan.model,
      loading: ModelLibrary.Loading(equipment))
    let job = try plan.plan.job(model: model, with: equipment.kernels)
    try job.checkMemory()
    if let obstacle = ExactPath.obstacle(job) { throw obstacle }
    return OrderRun(plan, model: model, with: equipment)
  }
}

extension ModelCard {
  fileprivate var plain: ModelCard {
    var card = self
    card.defaults = [:]
    return card
  }
}

extension SamplingFamily {
  /// The study of a plan; of one with levels written by hand on the usual grid.
  public func order(of plan: Plan) -> Sentence? {
    guard (try? solvers.make(plan.solver))?.order != nil else { return nil }
    var study = OrderPlan()
    let usual = study.plan
    study.plan = plan
    study.plan.steps = usual.steps
    study.plan.clip = usual.clip
    if plan.handWrittenLevels != nil { study.plan.grid = usual.grid }
    return Sentence(family: OrderFamily.declaration.name, settings: study.settings)
  }
}
