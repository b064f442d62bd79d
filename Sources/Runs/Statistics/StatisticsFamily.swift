import Experiments
import Files
import Quickstep

/// Estimates what a model does on average, for solvers that go by it.
public struct StatisticsFamily: Family {
  public static let declaration = Declaration(
    "statistics", title: "Statistics",
    summary: "what a guided model does on average, for the solver dpm-v3")
  public static let paths = SamplingFamily.paths

  let sampling: SamplingFamily

  public init(_ library: ModelLibrary, cards: [ModelCard] = ModelLibrary.cards) {
    sampling = SamplingFamily(library, cards: cards)
  }

  public var cards: [ModelCard] { sampling.cards.map(\.withoutSteps) }

  public func defaults(_ model: Choice) throws -> [String: Setting] {
    try sampling.defaults(model).filter { key, _ in
      key != "steps" && StatisticsPlan.words[key] != nil
    }
  }

  public func inspect(_ model: Choice) throws -> ModelCard {
    try sampling.inspect(model).withoutSteps
  }

  public func forget(_ model: String) { sampling.forget(model) }

  public func check(_ plan: StatisticsPlan, _ key: String, with card: ModelCard) throws {
    try sampling.check(plan.plan, key, with: card)
    if key == "data", plan.data != StatisticsPlan.noData { try ModelLibrary.find(plan.data) }
  }

  public func spelling(_ plan: StatisticsPlan, _ card: ModelCard) -> Spelling {
    sampling.spelling(plan.plan, card)
  }

  public func forecast(_ plan: StatisticsPlan, _ card: ModelCard) -> Forecast {
    let sampled = sampling.forecast(plan.plan, card)
    var forecast = Forecast(StatisticsOutline.outline(plan, steps: nil, evaluations: nil))
    forecast.problem = sampled.problem
    if plan.plan.followsSteps {
      forecast.problem = Forecast.Problem(.guidance, "\(StatisticsError.followsSteps)")
    }
    forecast.notes[.steps] = sampled.notes[.steps]
    return forecast
  }

  public func begin(_ plan: StatisticsPlan, with equipment: Equipment) throws -> StatisticsRun {
    let model = try sampling.library.model(
      for: plan.plan, loading: ModelLibrary.Loading(equipment))
    if plan.plan.followsSteps { throw StatisticsError.followsSteps }
    let width = model.shape.count
    var sampled = plan.plan
    sampled.batch = plan.samples ?? StatisticsEstimate.usualSamples(width: width)
    let job = try sampled.job(model: model, with: equipment.kernels)
    try job.checkMemory(statesKept: StatisticsRun.statesKept(plan, width: width, sampled.batch))
    let data =
      plan.data == StatisticsPlan.noData ? job.model.exact : try trueSamples(plan, of: job)
    let files = StatisticsFiles(of: plan.plan.model, or: sampling.library.data)
    let key = StatisticsKey(plan.plan, classNames: model.classNames)
    let path: String
    if plan.output == StatisticsPlan.beside {
      try files.prepare()
      path = files.path(key)
    } else {
      path = plan.output
    }
    try AtomicFile.check(path)
    return try StatisticsRun(
      plan, sampled, job, of: model, data: data, key: key, path: path, equipment)
  }

  public func notes(_ plan: StatisticsPlan) throws -> [String] { try sampling.notes(plan.plan) }

  /// What has the true samples.
  private func trueSamples(
    _ plan: StatisticsPlan, of job: SamplingJob
  ) throws -> any ExactModel {
    guard let data = try sampling.library.model(plan.data).exact else {
      throw StatisticsError.noTrueSamples(plan.data.name)
    }
    guard data.shape == job.model.shape else {
      throw StatisticsError.otherShape(
        plan.data.name, data.shape, model: plan.plan.model.name, job.model.shape)
    }
    guard plan.plan.classes == .any || data.classNames == job.model.classNames else {
      throw StatisticsError.otherClasses(plan.data.name, model: plan.plan.model.name)
    }
    return data
  }
}

extension SamplingFamily {
  /// What dpm-v3 goes by, for the plan's guidance and grid.
  public func statistics(of plan: Plan) -> Sentence? {
    var wanted = StatisticsPlan()
    let steps = wanted.plan.steps
    wanted.plan = plan
    // Grids with more levels reach further.
    wanted.plan.steps = max(steps, plan.steps)
    if plan.handWrittenLevels != nil { wanted.plan.steps = plan.steps }
    wanted.plan.batch = Plan().batch
    wanted.plan.solver = Plan().solver
    return Sentence(family: StatisticsFamily.declaration.name, settings: wanted.settings)
  }
}

extension Plan {
  fileprivate var followsSteps: Bool {
    (try? guidances.make(guidance))?.followsSteps == true
  }
}

/// Why statistics cannot be estimated.
public enum StatisticsError: Error, Equatable, Sendable {
  /// Named as data, and it is a network.
  case noTrueSamples(String)
  case otherClasses(String, model: String)
  case otherShape(String, SampleShape, model: String, SampleShape)
  /// The grid has no two levels with data and noise.
  case noRange
  /// The guidance is another one from step to step.
  case followsSteps
}

extension StatisticsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noTrueSamples(let name):
      "\(shown(name)) is a network and has no true samples. Name a mixture or pictures as data, or "
        + "none."
    case .otherClasses(let name, let model):
      "\(shown(name)) has other classes than \(shown(model)). Name other data, or class any."
    case .otherShape(let name, let shape, let model, let wanted):
      "\(shown(name)) has samples of \(text(shape)) numbers, and \(shown(model)) of "
        + "\(text(wanted)). Name other data."
    case .noRange:
      "The grid has no two levels with both data and noise, so that there is nothing between. Take "
        + "more steps."
    case .followsSteps:
      "This guidance depends on the steps, so that no statistics hold for it. Set its momentum or "
        + "zeroed steps to 0."
    }
  }

  private func text(_ shape: SampleShape) -> String {
    shape.dimensions.map(String.init).joined(separator: " x ")
  }
}
