import Experiments
import Files
import Networks
import Quickstep
import Tensors

/// Training networks; what is trained goes on from what was saved in its folder.
public struct TrainingFamily: Family {
  public static let declaration = Declaration(
    "train", title: "Training", summary: "networks learn pictures or a shape")
  public static let savesRuns = true
  public static let placeWord: String? = "output"
  public static let paths: String? =
    "an IDX file, a folder of PNG files, a mixture in JSON"
  public static let file: (@Sendable (String) throws -> TrainingPlan)? = { path in
    try TrainingFile.read(expandingHome(path))
  }

  private let start: TrainingSession.Start
  private let mostPreviews: Int

  /// - Parameters:
  ///   - start: what must have been saved in the folder of a training.
  ///   - mostPreviews: how many are worth making.
  public init(from start: TrainingSession.Start = .asFound, mostPreviews: Int = 200) {
    self.start = start
    self.mostPreviews = mostPreviews
  }

  public var unsaved: TrainingFamily { TrainingFamily(from: .anew, mostPreviews: mostPreviews) }

  public var cards: [ModelCard] { bundledModels.compactMap(\.trainingCard) }

  public func defaults(_ model: Choice) throws -> [String: Setting] {
    try (cards.first { $0.name == model.name } ?? inspect(model)).defaults
  }

  public func inspect(_ model: Choice) throws -> ModelCard {
    let data = try ModelLibrary.trainingData(model.name, limit: .max)
    var card =
      cards.first { $0.name == model.name } ?? ModelCard(model.name, training: data.shape)
    card.labels = ["class": data.classNames]
    card.knowledge = KnownData(data)
    return card
  }

  public func begin(_ plan: TrainingPlan, with equipment: Equipment) throws -> TrainingRun {
    let setup = try Self.setup(plan, with: equipment)
    return try TrainingRun(
      setup, TrainingSession(setup, from: start, with: equipment.kernels),
      mostPreviews: mostPreviews, isCancelled: equipment.isCancelled)
  }

  /// A training resolved and ready for its first step, its data and networks read.
  public static func setup(
    _ plan: TrainingPlan,
    with equipment: Equipment = Equipment(Kernels(pool: ThreadPool(threads: 1)))
  ) throws -> TrainingSetup {
    let data = try ModelLibrary.trainingData(plan.data.name, limit: plan.dataLimit)
    try TrainingSetup.check(plan, data: data)
    var cast = TrainingCast()
    if plan.cast.contains(.teacher), let name = plan[.teacher] {
      cast.teacher = try ModelLibrary.trainingTeacher(name, equipment)
    }
    return try TrainingSetup(plan, data: data, cast: cast)
      .prepared(with: equipment.kernels, isCancelled: equipment.isCancelled)
  }
}

extension BundledModel {
  /// As something to train on; `nil` for a network.
  fileprivate var trainingCard: ModelCard? {
    if case .network = kind { return nil }
    var trained = ModelCard(card.name, kind: card.kind, summary: card.summary)
    trained.defaults = ModelCard.trainingDefaults(isPicture: kind.isData)
    return trained
  }
}

extension ModelCard {
  /// What lies at a path.
  fileprivate init(_ name: String, training shape: SampleShape) {
    let (kind, isPicture) =
      switch shape {
      case .picture: ("pictures", true)
      case .point: ("points", false)
      }
    self.init(name, kind: kind)
    defaults = Self.trainingDefaults(isPicture: isPicture)
  }

  fileprivate static func trainingDefaults(isPicture: Bool) -> [String: Setting] {
    ["network": .component(Choice(TrainingPlan.network(isPicture: isPicture)))]
  }
}

extension ModelKind {
  fileprivate var isData: Bool { if case .data = self { true } else { false } }
}
