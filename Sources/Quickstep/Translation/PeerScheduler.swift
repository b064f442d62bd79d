/// A sampler whose settings lie in a file beside the network that it samples from.
protocol PeerScheduler: PeerSampler {
  /// Every option that the file may have, with its default.
  static var options: [String: JSONValue] { get }

  /// What the file says of the network, whatever the steps and the solver.
  /// - Throws: `TranslationError` naming the option or value that has no translation.
  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess

  /// What the peer's pipelines give to every step when nobody says otherwise.
  static var pipelineArguments: [String: JSONValue] { get }
}

extension PeerScheduler {
  static var pipelineArguments: [String: JSONValue] { [:] }

  /// The settings, defaults filled in. People copy them from class to class: what belongs to a
  /// sister carries no meaning.
  static func options(_ request: PeerRequest) throws(TranslationError) -> PeerOptions {
    try PeerOptions(
      of: request.name, request.configuration, defaults: options, ignoring: sisterOptions)
  }
}

/// The options of all classes.
private let sisterOptions = Set(
  peerSamplers.compactMap { $0 as? any PeerScheduler.Type }.flatMap { $0.options.keys })
