/// Another library's sampler as its users write it down.
///
///     PeerRequest(
///       name: "DDIMScheduler", configuration: ["timestep_spacing": "trailing"],
///       stepArguments: ["eta": 1.0], steps: 10)
public struct PeerRequest: Hashable, Sendable {
  /// The class or function: `DDIMScheduler`, `sample_euler`, `UniPC.bh1`.
  public var name: String
  /// Its settings; what is left out takes the peer's default.
  public var configuration: [String: JSONValue]
  /// Arguments of every step call.
  public var stepArguments: [String: JSONValue]
  /// Arguments, besides the number of steps, of the call that places the time steps.
  public var timestepArguments: [String: JSONValue]
  /// As asked for; some peers take another number.
  public var steps: Int

  public init(
    name: String, configuration: [String: JSONValue] = [:],
    stepArguments: [String: JSONValue] = [:], timestepArguments: [String: JSONValue] = [:],
    steps: Int
  ) {
    self.name = name
    self.configuration = configuration
    self.stepArguments = stepArguments
    self.timestepArguments = timestepArguments
    self.steps = steps
  }
}

/// Why a peer's sampler cannot be translated.
public enum TranslationError: Error, Hashable, Sendable {
  case unknownSampler(String, known: [String])
  case unknownOption(String, of: String, known: [String])
  case badOption(String, of: String, found: String, needed: String)
  /// Options that are each known but that this translation, or the peer itself, does not combine.
  case unsupported(of: String, reason: String)
}
