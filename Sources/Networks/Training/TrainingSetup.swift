import Experiments
import Files
import Quickstep
import Tensors

/// A training run resolved: the data, the network, what it learns, and how it is used afterwards.
public struct TrainingSetup: Sendable {
  public let plan: TrainingPlan
  public let optimizer: AdamWSettings
  public let data: any TrainingData
  private(set) var lesson: any Lesson

  /// - Parameter cast: the networks that the plan's method needs.
  /// - Throws: `TrainingError` for settings that do not fit the data or each other.
  public init(
    _ plan: TrainingPlan, data: any TrainingData, cast: TrainingCast = TrainingCast()
  ) throws(TrainingError) {
    let (optimizer, method) = try Self.components(plan)
    try Self.check(plan, data, method)
    lesson = try method.lesson(TrainingBrief(plan: plan, data: data, cast: cast))
    self.plan = plan
    self.optimizer = optimizer
    self.data = data
  }

  /// Finds out what is wrong with a plan as far as data alone say it.
  /// - Throws: `TrainingError`, as the setup would.
  public static func check(_ plan: TrainingPlan, data: any TrainingData) throws(TrainingError) {
    try check(plan, data, try components(plan).method)
  }

  private static func components(
    _ plan: TrainingPlan
  ) throws(TrainingError) -> (optimizer: AdamWSettings, method: any TrainingMethod) {
    try TrainingError.declared { () throws(DeclarationError) in
      (try optimizers.make(plan.optimizer), try trainingMethods.make(plan.method))
    }
  }

  private static func check(
    _ plan: TrainingPlan, _ data: any TrainingData, _ method: any TrainingMethod
  ) throws(TrainingError) {
    if let word = plan.said(plan.unusedWords, with: data.shape) {
      throw .unused(word: word, method: plan.method.name)
    }
    for role in CastRole.allCases where method.cast.contains(role) && plan[role] == nil {
      throw .missing(role, method: plan.method.name)
    }
    if let count = data.count, count < plan.batch {
      throw .tooFew(samples: count, batch: plan.batch)
    }
    guard plan.steps < UInt32.max else {
      throw .tooLong(steps: plan.steps, limit: Int(UInt32.max) - 1)
    }
  }

  /// The same, ready for its first step; may take long.
  /// - Throws: `TrainingError`, or `CancellationError`.
  public func prepared(
    with kernels: Kernels, isCancelled: () -> Bool = { false }
  ) throws -> TrainingSetup {
    var setup = self
    try setup.lesson.prepare(with: kernels, isCancelled: isCancelled)
    return setup
  }

  public var network: any Network { lesson.network }

  /// What the network is used as, once it has learned.
  public var product: TrainingProduct { lesson.product }

  /// What `quickstep.toml` beside the weights says; `nil` for a classifier.
  public var description: NetworkDocument? {
    if case .network(let description) = product { description } else { nil }
  }

  /// The row that stands for no class; `nil` for a network that is told none.
  var nullClass: Int32? { description?.nullClass.map { Int32($0) } }
}

extension TrainingPlan {
  /// The first of these words that says something else than it says by itself.
  func said(_ words: Set<String>, with shape: SampleShape) -> String? {
    var standard = TrainingPlan()
    let isPicture = if case .picture = shape { true } else { false }
    standard.network = Choice(Self.network(isPicture: isPicture))
    let (usual, plain, said) = (standard.settings, TrainingPlan().settings, settings)
    return Self.words.all.map(\.key).first {
      words.contains($0) && said[$0] != usual[$0] && said[$0] != plain[$0]
    }
  }

  /// The network that is trained on pictures, or on points, where nobody chose.
  public static func network(isPicture: Bool) -> String {
    (isPicture ? UNetLayers.declaration : NetworkDocument.Layers.declaration).name
  }
}
