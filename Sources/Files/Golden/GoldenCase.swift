import Quickstep

/// One recorded run of another library's sampler: its configuration and every state it passed.
public struct GoldenCase: Sendable {
  /// `diffusers-ddim/003`.
  public var id: String
  /// The library, and the class or function in it.
  public var peer: String
  public var className: String
  public var configuration: Configuration
  public var model: Model
  /// Steps asked for.
  public var steps: Int
  public var start: Start
  /// The library's own tables, where it has them.
  public var timesteps: [Double]?
  public var sigmas: [Double]?
  public var calls: [Call]
  /// The model's inputs, call by call, where they were recorded.
  public var inputs: [GoldenBatch]
  /// Every standard normal drawn, in order.
  public var noise: [Noise]
  /// The state after every step; empty where only the end was recorded.
  public var states: [GoldenBatch]
  public var statesMeaning: String?
  public var final: GoldenBatch?
  /// The end of the same method with its integrals exact, where the library's own are sums.
  public var exactFinal: GoldenBatch?
  /// Evaluations of the model.
  public var evaluations: Int
  /// By how much a tiny change of the start grows until the end.
  public var sensitivity: Double
  /// Everything else in the case, by its key.
  public var other: [String: JSONValue]

  /// How the library's sampler was set up.
  public struct Configuration: Sendable {
    /// Every setting, defaults included.
    public var all: [String: JSONValue]
    /// The settings that were given.
    public var explicit: [String: JSONValue]
    /// A list of betas or the formula that makes them.
    public var trainedBetas: JSONValue?
    /// Arguments of every step call, and of the call that makes the time steps.
    public var stepArguments: [String: JSONValue]
    public var timestepArguments: [String: JSONValue]
  }

  /// What was sampled from.
  public struct Model: Sendable {
    public var name: String
    /// What the model predicts, in the library's words.
    public var output: String
    public var guidance: Double?
    public var guidanceRescale: Double?
  }

  /// `scale` times the initial noise called `noise`.
  public struct Start: Sendable {
    public var noise: String
    /// nil where the file only describes it; the first of `inputs` is then the start.
    public var scale: Double?
  }

  /// One evaluation of the model. A file gives alpha and sigma, or sigma alone with alpha 1.
  public struct Call: Equatable, Sendable {
    public var time: Double?
    public var alpha: Double
    public var sigma: Double
  }

  public struct Noise: Equatable, Sendable {
    public var values: GoldenBatch
    /// The levels the noise was drawn between, where they were recorded.
    public var sigma: Double?
    public var nextSigma: Double?
  }
}
