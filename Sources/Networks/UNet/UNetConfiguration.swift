import Tensors

/// The options of diffusers' class `UNet2DModel`, with its defaults.
public struct UNetConfiguration: Hashable, Sendable {
  /// How the time step enters.
  public enum TimeEmbedding: String, CaseIterable, Sendable {
    /// Sines and cosines of the time (Vaswani et al. 2017, section 3.5).
    case positional
    /// Sines and cosines of log time at random frequencies; the output is divided by the time.
    case fourier
    /// A row of a table for each whole time step.
    case learned
  }

  /// How the class enters, where it is no row of a table.
  public enum ClassEmbedding: String, CaseIterable, Sendable {
    /// A number, embedded as time steps are.
    case timestep
    /// The embedding itself.
    case identity
  }

  /// How the embedding acts on a residual layer.
  public enum TimeScaleShift: String, CaseIterable, Sendable {
    /// Added between its convolutions.
    case addition = "default"
    /// Scales and shifts its second normalisation.
    case scaleShift = "scale_shift"
  }

  /// How attention blocks change the resolution.
  public enum Resampling: String, CaseIterable, Sendable {
    case convolution = "conv"
    case residual = "resnet"
  }

  public enum Middle: String, CaseIterable, Sendable { case residual = "UNetMidBlock2D" }

  /// The size of samples; `nil` where nothing is said.
  public struct Size: Hashable, Sendable {
    public var height: Int
    public var width: Int

    public init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }
  }

  public var sampleSize: Size?
  public var inChannels = 3
  public var outChannels = 3
  public var centersInput = false

  public var timeEmbedding = TimeEmbedding.positional
  /// Of the embedding that enters every residual layer; `nil` for four times the first channels.
  public var timeEmbeddingWidth: Int?
  public var frequencyShift = 0.0
  public var cosinesFirst = true
  /// Rows of a learned time embedding.
  public var trainingSteps: Int?

  public var classEmbedding: ClassEmbedding?
  /// Rows of the table of classes, where there is one.
  public var classCount: Int?

  public var downBlocks: [UNetBlock] = [.plain, .attention, .attention, .attention]
  public var middle: Middle? = .residual
  public var middleHasAttention = true
  public var middleScale = 1.0
  public var upBlocks: [UNetBlock] = [.attention, .attention, .attention, .plain]
  public var blockChannels = [224, 448, 672, 896]
  public var layersPerBlock = 2
  /// 1 pads all around, 0 on the right and at the bottom.
  public var downsamplePadding = 1
  public var downsampling = Resampling.convolution
  public var upsampling = Resampling.convolution

  /// Has no effect on sampling.
  public var dropout = 0.0
  public var activation = Activation.silu
  /// Channels of one head of attention; `nil` for one head.
  public var headWidth: Int? = 8
  /// `nil` is possible only where every block is a skip block.
  public var groups: Int? = 32
  /// Of the attention in the middle; `nil` for `groups`, or none with `.scaleShift`.
  public var middleAttentionGroups: Int?
  public var epsilon = 1e-5
  public var timeScaleShift = TimeScaleShift.addition

  public init() {}
}

extension UNetConfiguration {
  /// The width of the embedding that enters every residual layer.
  var embeddingWidth: Int {
    if let width = timeEmbeddingWidth, width != 0 { return width }
    return 4 * blockChannels[0]
  }

  /// Whether samples have a class.
  public var isConditional: Bool { classEmbedding != nil || classCount != nil }
}
