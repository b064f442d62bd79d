import Experiments
import Files
import Quickstep

/// Searches for better plans of sampling.
public struct SearchFamily: Family {
  public static let declaration = Declaration(
    "search", title: "Search",
    summary: "better noise levels for a plan, or the fewest evaluations it takes")
  public static let paths = SamplingFamily.paths
  public static let resumesRuns = true

  let sampling: SamplingFamily

  public init(_ library: ModelLibrary, cards: [ModelCard] = ModelLibrary.cards) {
    sampling = SamplingFamily(library, cards: cards)
  }

  public var cards: [ModelCard] { sampling.cards.map(\.withoutSteps) }

  public func defaults(_ model: Choice) throws -> [String: Setting] {
    try sampling.defaults(model).filter { $0.key != "steps" }
  }

  public func inspect(_ model: Choice) throws -> ModelCard {
    try sampling.inspect(model).withoutSteps
  }

  public func forget(_ model: String) { sampling.forget(model) }

  public func check(_ plan: SearchPlan, _ key: String, with card: ModelCard) throws {
    try sampling.check(plan.plan, key, with: card)
    if key == "solvers" || key == "grids" { _ = try plan.rivals() }
  }

  public func begin(_ plan: SearchPlan, with equipment: Equipment) throws -> SearchRun {
    let model = try sampling.library.model(
      for: plan.plan,
      loading: ModelLibrary.Loading(equipment))
    let job = try plan.plan.job(model: model, with: equipment.kernels)
    let method = try searches.make(plan.method)
    try job.checkMemory(statesKept: method.statesKept(steps: plan.plan.steps))
    if let problem = problem(plan) { throw problem.reason }
    if let obstacle = method.obstacle(
      plan.plan, parts: model.parts, attention: model.alone.attention)
    {
      throw obstacle
    }
    if type(of: method).form != .fewest, job.solver.order == nil {
      throw SearchError.drawsNoise(solver: solvers.text(plan.plan.solver))
    }
    if let path = plan.preset { try AtomicFile.check(path) }
    return try SearchRun(
      plan, model: model, with: equipment, kept: KeptSearch(plan, in: folder))
  }

  public func notes(_ plan: SearchPlan) throws -> [String] {
    try sampling.notes(plan.plan) + (KeptSearch(plan, in: folder).note.map { [$0] } ?? [])
  }

  /// Where searches that were ended lie.
  private var folder: String { "\(sampling.library.data)/quickstep/searches" }
}

extension ModelCard {
  /// How many steps a search has to place is nobody's to say but its own.
  var withoutSteps: ModelCard {
    var card = self
    card.defaults["steps"] = nil
    return card
  }
}

extension SamplingFamily {
  /// The solver and grid that come within 5 % with the fewest evaluations; searches know runs that
  /// start from noise alone.
  public func best(of plan: Plan) -> Sentence? {
    guard plan.start == Plan().start else { return nil }
    var search = SearchPlan()
    search.plan = plan
    search.method = Choice(FewestEvaluations.declaration.name)
    return Sentence(family: SearchFamily.declaration.name, settings: search.settings)
  }
}
