import Quickstep

/// What a training run is to do, as a file says it.
public struct TrainingDocument: Equatable, Sendable {
  public struct Data: Equatable, Sendable {
    /// An IDX file, a folder of PNG pictures, or a model whose distribution is known.
    public var path = ""
    /// The most pictures that are used.
    public var limit = 1_000_000_000

    public init() {}
  }

  /// What is trained.
  public enum Network: Equatable, Sendable {
    case unet(UNetLayers)
    case mlp(NetworkDocument.Layers)
    case classifier(ClassifierLayers)
  }

  /// The layers of a U-Net.
  public struct UNetLayers: Equatable, Sendable {
    /// Of every level, from the full resolution down.
    public var channels = [32, 64, 64]
    /// Residual layers of a level.
    public var layers = 1
    /// The levels with attention, counted from 0 at the full resolution.
    public var attention: [Int] = []
    /// Groups of a normalisation.
    public var groups = 16
    /// Channels of a head of attention.
    public var headWidth = 32

    public init() {}
  }

  /// The layers of a classifier of pictures.
  public struct ClassifierLayers: Equatable, Sendable {
    /// Of every level, each half as wide and high as the one before.
    public var channels = [16, 32, 64]
    /// Numbers that the last hidden layer hands on.
    public var features = 64

    public init() {}
  }

  /// What the network learns to predict.
  public struct Objective: Equatable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
      case noise, data, velocity, flow
      /// The data through the preconditioning of Karras et al. 2022.
      case edm
      /// The class of clean data.
      case classification
    }

    /// How the noise levels of a batch are drawn.
    public enum Times: String, CaseIterable, Sendable {
      /// t uniform on the schedule's range.
      case uniform
      /// t = 1 / (1 + e^-z) for normal z (Esser et al. 2024, equation 19).
      case logitNormal = "logit-normal"
      /// sigma/alpha = e^z for normal z (Karras et al. 2022, table 1).
      case logNormal = "log-normal"
    }

    public var kind = Kind.flow
    /// `nil` for the one that goes with `kind`.
    public var schedule: Choice?
    /// `nil` for log-normal with `.edm`, else uniform.
    public var times: Times?
    /// Of z; `nil` for 0, or -1.2 with `.logNormal`.
    public var mean: Double?
    /// Of z; `nil` for 1, or 1.2 with `.logNormal`.
    public var deviation: Double?
    /// The standard deviation of data, for `.edm`.
    public var sigmaData = 0.5
    /// Whether the network is told the class.
    public var isConditional = false
    /// The share of samples whose class is kept from the network.
    public var classDropout = 0.1

    public init() {}
  }

  public struct Optimizer: Equatable, Sendable {
    public var rate = 1e-3
    public var beta1 = 0.9
    public var beta2 = 0.99
    public var weightDecay = 0.0
    /// Steps in which the rate rises to its full value.
    public var warmUp = 500
    /// The longest gradient.
    public var clip = 1.0
    /// Of the moving average of the weights, after many steps.
    public var averageDecay = 0.999
    public var batch = 64
    public var steps = 20_000
    public var seed = 1

    public init() {}
  }

  public struct Output: Equatable, Sendable {
    public enum Precision: String, CaseIterable, Sendable { case float32, float16 }

    /// Where the network and the records of its training go.
    public var folder = ""
    /// Steps from one preview or checkpoint to the next.
    public var preview = 500
    public var save = 500
    public var precision = Precision.float32
    /// Solver, guidance and number of steps of previews, and what the network proposes.
    public var solver: Choice?
    public var guidance: Choice?
    public var samplingSteps = 10

    public init() {}
  }

  public var data = Data()
  public var network = Network.unet(UNetLayers())
  public var objective = Objective()
  public var optimizer = Optimizer()
  public var output = Output()

  public init() {}
}
