/// The sampler that comes with a network, as the file beside it describes it: what the word
/// `checkpoint` of a plan stands for.
public struct CheckpointSampler: Hashable, Sendable {
  /// The class, as in `PeerRequest`.
  public let name: String
  private let configuration: [String: JSONValue]

  /// - Parameter configuration: what the file says; what it leaves out takes the class's default.
  public init(_ name: String, _ configuration: [String: JSONValue]) {
    self.name = name
    self.configuration = configuration
  }

  /// The run of so many steps: levels, solver, limit and what the network is told.
  /// - Throws: `TranslationError` naming the class, option or value that has no translation.
  public func translation(steps: Int) throws(TranslationError) -> Translation {
    var request = request(steps)
    request.stepArguments = try scheduler.pipelineArguments
    return try translate(request)
  }

  /// What the file says of the network, whatever is not translated of the run itself.
  /// - Throws: `TranslationError`.
  public func process() throws(TranslationError) -> PeerProcess {
    let scheduler = try scheduler
    return try scheduler.process(scheduler.options(request(1)))
  }

  /// The classes whose files are read, with every option and its default.
  public static let classes: [String: [String: JSONValue]] = Dictionary(
    uniqueKeysWithValues: peerSamplers.compactMap { $0 as? any PeerScheduler.Type }
      .flatMap { scheduler in scheduler.names.map { ($0, scheduler.options) } })

  /// Options that belong to other classes and that this one ignores, in order.
  public var ignoredOptions: [String] {
    guard let scheduler = try? scheduler else { return [] }
    return PeerOptions.foreign(configuration, scheduler.options)
  }

  private var scheduler: any PeerScheduler.Type {
    get throws(TranslationError) {
      let request = request(1)
      guard let scheduler = try request.sampler as? any PeerScheduler.Type else {
        throw .unknownSampler(
          name, known: Self.classes.keys.sorted())
      }
      return scheduler
    }
  }

  private func request(_ steps: Int) -> PeerRequest {
    PeerRequest(name: name, configuration: configuration, steps: steps)
  }
}
