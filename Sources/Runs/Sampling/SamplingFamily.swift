import Experiments
import Quickstep
import Tensors

/// Sampling from diffusion and flow models.
public struct SamplingFamily: ForkableFamily {
  public typealias Run = SamplingRun

  public static let declaration = Declaration(
    "sample", title: "Sampling", summary: "few-step sampling from diffusion and flow models")
  public static let paths: String? =
    "a network's folder, an IDX file, a folder of PNG files, a mixture in JSON"

  public let library: ModelLibrary
  private let paths = PathCache()
  private let startMaps = StartMaps()
  private let truths = KnownTruths()
  private let foreseenModels = ForeseenModels()
  /// What a run starts from instead of its seed's noise, by the shape of a sample, the number of
  /// samples and the seed.
  private let noise: @Sendable (SampleShape, Int, UInt64) throws -> NoiseSource

  public let cards: [ModelCard]

  /// - Parameters:
  ///   - cards: the models that lists show.
  ///   - noise: what runs start from.
  public init(
    _ library: ModelLibrary, cards: [ModelCard] = ModelLibrary.cards,
    noise: @escaping @Sendable (SampleShape, Int, UInt64) throws -> NoiseSource = { .seed($2) }
  ) {
    self.library = library
    self.cards = cards
    self.noise = noise
  }

  public func defaults(_ model: Choice) throws -> [String: Setting] {
    try ModelLibrary.find(model)
    return try ModelLibrary.defaults(model).settings()
  }

  public func inspect(_ model: Choice) throws -> ModelCard { try library.inspect(model) }

  public func forget(_ model: String) {
    library.forget(model)
    startMaps.forget()
    truths.forget()
    foreseenModels.forget()
  }

  public func begin(
    _ plan: Plan, after legs: [Leg<Plan>], with equipment: Equipment
  ) throws -> SamplingRun {
    var job = try job(plan, with: equipment)
    try job.follow(
      legs.map { ($0.plan, try self.job($0.plan, with: equipment), $0.end) }, as: plan)
    if legs.isEmpty {
      job.sharing = equipment.seat.map { seat in
        SharedWork(
          RunOrigin(plan, job, weights: ModelPath.stamp(of: plan)), seat,
          isCancelled: equipment.isCancelled)
      }
    }
    let model = job.model
    return try SamplingRun(
      plan, after: legs, job, paths: paths, truths: truths,
      judge: { library.judge(of: model, with: equipment.kernels) }, with: equipment)
  }

  /// What a plan comes to by itself.
  private func job(_ plan: Plan, with equipment: Equipment) throws -> SamplingJob {
    let model = try library.model(for: plan, loading: ModelLibrary.Loading(equipment))
    var job = try plan.job(model: model, with: equipment.kernels)
    job.noise = try noise(model.shape, job.classes.count, plan.seed)
    try startMaps.learn(plan, &job, with: equipment)
    return job
  }

  public func recipe(_ plan: Plan, with equipment: Equipment) throws -> Recipe? {
    let known = try foreseenModels.models(of: plan, looking: library.inspect)
    guard let model = UnloadedModel.accompanied(plan, known) else { return nil }
    var job = try plan.job(model: model, with: equipment.kernels)
    job.noise = try noise(model.shape, job.classes.count, plan.seed)
    return job.recipe(RunOrigin(plan, job, weights: ModelPath.stamp(of: plan)))
  }

  public func notes(_ plan: Plan) throws -> [String] {
    var notes = try ModelLibrary.notes(plan.model)
    if plan.grid == .checkpoint, let sampler = try ModelLibrary.sampler(plan.model) {
      notes += [try sampler.translation(steps: plan.steps).note].compactMap { $0 }
    }
    if plan.guide != Plan.noGuide, !plan.asksGuide {
      notes.append(
        "the guide \(modelDeclaration.text(plan.guide)) has no effect: the guidance "
          + "\(plan.guidance.name) asks none")
    }
    return notes
  }
}

/// What sampling knows of a model beyond what lists say.
struct SamplingKnowledge: Sendable {
  /// Why none of its paths is exact; `nil` where its distribution is known.
  var pathObstacle: PathError?
  /// The sampler that comes with it; `nil` for none.
  var sampler: CheckpointSampler?
  /// The statistics that are stored of it; `nil` as long as nobody has looked.
  var statistics: [StoredStatistics]?
  /// What it predicts; `nil` where that is not known.
  var prediction: Prediction?
  /// What attention it has over frames; `nil` for none, or where that is not known.
  var attention: FrameAttention?
}

extension ModelCard {
  var sampling: SamplingKnowledge {
    get { knowledge as? SamplingKnowledge ?? SamplingKnowledge() }
    set { knowledge = newValue }
  }
}
