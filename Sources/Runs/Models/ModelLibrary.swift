import Experiments
import Files
import Networks
import Quickstep
import Synchronization
import Tensors

/// Finds and loads models by name or path, and keeps the last few.
///
///     let library = ModelLibrary()
///     let model = try library.model(Choice("ring-8"))
public final class ModelLibrary: Sendable {
  /// How a network is loaded.
  public struct Loading: Sendable {
    public var kernels: Kernels
    /// Told the share that is read, from 0 to 1, on any thread.
    public var progress: @Sendable (Double) -> Void
    public var isCancelled: @Sendable () -> Bool

    public init(
      kernels: Kernels = Kernels(pool: ThreadPool(threads: 1)),
      progress: @escaping @Sendable (Double) -> Void = { _ in },
      isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
      self.kernels = kernels
      self.progress = progress
      self.isCancelled = isCancelled
    }

    init(_ equipment: Equipment) {
      self.init(
        kernels: equipment.kernels, progress: equipment.progress,
        isCancelled: equipment.isCancelled)
    }
  }

  private static let capacity = 4
  private let cache = Mutex([(choice: Choice, model: any Denoiser)]())
  /// Held while a network is read, so that none is read twice at once.
  private let reading = Mutex(())

  /// `nil` until it is needed.
  let digitJudge = Mutex<ImageJudge?>(nil)

  /// The user's folder for data.
  let data: String

  /// - Parameter data: where the program keeps what belongs to no file of the user's; the folder that
  ///   the XDG base directories name is the usual one.
  public init(data: String = userDataFolder()) { self.data = data }

  /// The models that come with the program, in the order in which lists show them.
  public static let cards = bundledModels.map(\.card)

  /// The model that the program opens on.
  public static let first = Choice(cards[0].name)

  /// Loads a model, or takes it from the last few loaded.
  ///
  /// What lies at a path is read once; a file that changed is read again after other models have
  /// taken its place.
  /// - Parameter choice: a name of `cards` or a path to a network, an IDX file, a folder of PNG
  ///   pictures or a mixture in JSON (of several, `FILE#NAME`), with the knobs of
  ///   `modelDeclaration`. A model predicts what it was made to where nothing is said.
  /// - Throws: `DeclarationError` when there is neither such a name nor a file, or a knob that this
  ///   model lacks; `FileError` or `NetworkError` when the file cannot be used.
  public func model(_ choice: Choice, loading: Loading = Loading()) throws -> any Denoiser {
    try model(choice, beside: nil, loading)
  }

  /// The model of a plan with what stands beside it: the guide that its guidance asks, the networks
  /// that its solver and its start ask, and the statistics that are stored of it.
  /// - Throws: as `model(_:loading:)` does, for each; `NetworkError` for a network with another part.
  public func model(for plan: Plan, loading: Loading = Loading()) throws -> any Denoiser {
    let sampled = try model(plan.model, loading: loading)
    var companions = Companions { try StatisticsFiles(of: plan.model, or: self.data).stored() }
    if plan.guide != Plan.noGuide, plan.asksGuide {
      companions.models[.guide] = try model(plan.guide, beside: plan.model, loading)
    }
    for role in NetworkDocument.Role.allCases {
      let name = CompanionName(role.rawValue)
      companions.networks[name] = try plan.networks[name].map { try network($0, role, loading) }
    }
    return Accompanied(sampled, by: companions)
  }

  /// - Parameter other: a model that stays loaded beside it.
  private func model(
    _ choice: Choice, beside other: Choice?, _ loading: Loading
  ) throws -> any Denoiser {
    var base = try baseModel(choice, beside: other, loading)
    let knobs = KnobValues(modelDeclaration.knobs, choice.knobs)
    let blur = knobs.real("blur")
    if blur > 0 {
      base = (base as? GaussianMixture)?.widened(by: blur) ?? base.blurred(by: blur)
    }
    guard let prediction: Prediction = knobs.optionalChoice("predicts") else { return base }
    return prediction == base.prediction ? base : Recast(base, as: prediction)
  }

  private func network(
    _ path: String, _ role: NetworkDocument.Role, _ loading: Loading
  ) throws -> any CompanionNetwork {
    guard case .network(let checkpoint) = try Self.read(path) else {
      throw NetworkError(path: path, problem: .otherRole(nil, needed: role))
    }
    try Self.checkMemory(checkpoint.memoryNeed, for: path)
    return try checkpoint.companion(role, with: loading.kernels, isCancelled: loading.isCancelled)
  }

  private func baseModel(
    _ choice: Choice, beside other: Choice?, _ loading: Loading
  ) throws -> any Denoiser {
    let key = Self.key(choice)
    if let model = cached(key) { return model }
    switch try Self.read(choice.name) {
    case .images(let images):
      let limit = KnobValues(modelDeclaration.knobs, choice.knobs).optional("limit")
      return keep(DataSetModel(images, limit: limit.map(Int.init) ?? .max), key)
    case .mixture(let mixture):
      try Self.refuseLimit(choice)
      return keep(mixture, key)
    case .network(let checkpoint):
      try Self.refuseLimit(choice)
      return try reading.withLock { _ in
        if let model = cached(key) { return model }
        try Self.checkMemory(checkpoint.memoryNeed, for: choice.name)
        return keep(
          try checkpoint.model(
            with: loading.kernels, progress: loading.progress, isCancelled: loading.isCancelled),
          key, beside: other.map(Self.key))
      }
    }
  }

  /// Puts a model in front of the last few; of networks, which are large, only one stays, and the
  /// one that it stands beside.
  private func keep(
    _ model: any Denoiser, _ key: Choice, beside other: Choice? = nil
  ) -> any Denoiser {
    cache.withLock { cache in
      if model is NetworkModel {
        cache.removeAll { $0.model is NetworkModel && $0.choice != other }
      }
      cache.insert((key, model), at: 0)
      if cache.count > Self.capacity { cache.removeLast() }
    }
    return model
  }

  /// A cached model, which becomes the newest.
  func cached(_ choice: Choice) -> (any Denoiser)? {
    let key = Self.key(choice)
    return cache.withLock { cache in
      guard let place = cache.firstIndex(where: { $0.choice == key }) else { return nil }
      let found = cache.remove(at: place)
      cache.insert(found, at: 0)
      return found.model
    }
  }

  /// Forgets what was read at a path, because it has changed.
  public func forget(_ name: String) {
    cache.withLock { cache in cache.removeAll { $0.choice.name == name } }
  }

  /// The part of a choice that decides what is read.
  private static func key(_ choice: Choice) -> Choice {
    var key = choice
    key.knobs["predicts"] = nil
    key.knobs["blur"] = nil
    return key
  }

  private static func refuseLimit(_ choice: Choice) throws(DeclarationError) {
    guard choice.knobs["limit"] == nil else {
      throw .unknownKnob("limit", of: choice.name, known: ["predicts", "blur"])
    }
  }

  /// Refuses what takes more memory than is free.
  static func checkMemory(_ bytes: Int, for name: String) throws(MemoryError) {
    guard bytes > 0 else { return }
    try MemoryNeed(fixed: bytes).check(batch: 1, free: FreeMemory().bytes) { need, free, _ in
      .model(name, need: need, free: free)
    }
  }

  static func read(_ name: String) throws -> LoadedModel {
    if let bundled = bundledModels.first(where: { $0.card.name == name }) {
      return try bundled.make()
    }
    guard let path = ModelPath(name) else {
      throw DeclarationError.unknownName(name, kind: "model", known: cards.map(\.name))
    }
    // The bytes of the file, those of the pictures in it, and the pictures as they are summed over.
    try checkMemory(3 * path.fileSize, for: name)
    return try path.load()
  }
}
