import Quickstep

/// What `quickstep.toml` beside the weights of a network says: how it was trained and what to
/// sample it with.
public struct NetworkDocument: Equatable, Sendable {
  /// What the weights belong to.
  public enum Kind: String, CaseIterable, Sendable {
    /// The U-Net of the `config.json` beside it.
    case unet
    /// The layers of the table `[mlp]`.
    case mlp
    /// The layers of the table `[frames]`.
    case frames
  }

  /// What the network is asked for.
  public enum Role: String, CaseIterable, Sendable {
    /// It predicts samples, and is sampled from.
    case model
    /// With a state and a velocity, by how much the velocity there differs.
    case refiner
    /// With pure noise, minus the sample that is expected of it.
    case oneMoreStep = "one-more-step"

    /// States that it is given at once.
    public var inputs: Int {
      switch self {
      case .model, .oneMoreStep: 1
      case .refiner: 2
      }
    }
  }

  /// What stands between the network and its prediction.
  public enum Preconditioning: String, CaseIterable, Sendable {
    case none
    /// D = c_skip x + c_out F(c_in x) (Karras et al. 2022, table 1).
    case edm
  }

  /// What the network is told as the time.
  public enum Time: String, CaseIterable, Sendable {
    /// The schedule's t times `timeScale`.
    case schedule
    /// log sigma/alpha over 4.
    case logSigma = "log-sigma"
  }

  /// The layers of a network for points.
  public struct Layers: Hashable, Sendable {
    /// How the features of the time enter.
    public enum TimeInput: String, CaseIterable, Sendable {
      /// As more inputs of the first layer.
      case concatenated
      /// Through a layer of their own, added to the first layer's output.
      case added
    }

    /// Coordinates of a point.
    public var dimensions: Int
    /// Of the hidden layers, first to last.
    public var widths: [Int]
    /// Sines and cosines of the time.
    public var timeFeatures: Int
    public var timeInput: TimeInput

    public init(
      dimensions: Int = 2, widths: [Int] = [128, 128, 128], timeFeatures: Int = 64,
      timeInput: TimeInput = .added
    ) {
      self.dimensions = dimensions
      self.widths = widths
      self.timeFeatures = timeFeatures
      self.timeInput = timeInput
    }
  }

  public var kind: Kind
  public var role = Role.model
  public var prediction: Prediction
  /// The path it was trained on.
  public var schedule: Choice
  public var preconditioning: Preconditioning
  /// The standard deviation of data, for `.edm`.
  public var sigmaData: Double
  public var time: Time
  public var timeScale: Double
  /// Names of the classes, in the order of their numbers with `nullClass` left out.
  public var classes: [String]
  /// The number that stands for no class.
  public var nullClass: Int?
  public var defaults: PlanDefaults
  /// For `.mlp`.
  public var layers: Layers?
  /// For `.frames`.
  public var frames: FrameLayers?

  public init(
    kind: Kind, prediction: Prediction, schedule: Choice, preconditioning: Preconditioning = .none,
    sigmaData: Double = 0.5, time: Time = .schedule, timeScale: Double = 1,
    classes: [String] = [], nullClass: Int? = nil, defaults: PlanDefaults = PlanDefaults(),
    layers: Layers? = nil, frames: FrameLayers? = nil
  ) {
    self.kind = kind
    self.prediction = prediction
    self.schedule = schedule
    self.preconditioning = preconditioning
    self.sigmaData = sigmaData
    self.time = time
    self.timeScale = timeScale
    self.classes = classes
    self.nullClass = nullClass
    self.defaults = defaults
    self.layers = layers
    self.frames = frames
  }
}
