import Tensors

/// Two convolutions beside a shortcut, between which the embedding of time and class enters
/// (Ho et al. 2020, appendix B).
struct ResidualLayer: Sendable {
  /// A change of resolution inside the layer.
  enum Resampling: Sendable {
    case none, down, up
    /// With the filter (1, 3, 3, 1) of NCSN++ (Song et al. 2021, appendix H.1).
    case smoothDown, smoothUp
  }

  /// What all layers of a network share.
  struct Style: Sendable {
    let embeddingWidth: Int
    let activation: Activation
    let epsilon: Double
    let timeScaleShift: UNetConfiguration.TimeScaleShift

    init(_ configuration: UNetConfiguration) {
      embeddingWidth = configuration.embeddingWidth
      activation = configuration.activation
      epsilon = configuration.epsilon
      timeScaleShift = configuration.timeScaleShift
    }
  }

  private let norm1, norm2: GroupNorm
  private let convolution1, convolution2: Convolution
  private let embedding: Linear
  private let shortcut: Linear?
  private let style: Style
  private let resampling: Resampling
  private let outputScale: Double
  /// Its name where it can be left out: where it gives as many channels and pixels as it takes.
  private let part: String?

  /// - Parameters:
  ///   - groups: of the first and the second normalisation.
  ///   - outputScale: what the sum with the shortcut is divided by.
  ///   - forcesShortcut: whether the shortcut has weights even where the channels stay the same.
  init(
    _ scope: Scope, _ style: Style, input: Int, output: Int, groups: (Int, Int),
    resampling: Resampling = .none, outputScale: Double = 1, forcesShortcut: Bool = false
  ) throws(NetworkProblem) {
    self.style = style
    self.resampling = resampling
    self.outputScale = outputScale
    part = input == output && resampling == .none ? scope.part() : nil
    norm1 = try GroupNorm(
      scope["norm1"], channels: input, groups: groups.0, epsilon: style.epsilon)
    convolution1 = Convolution(scope["conv1"], input: input, output: output)
    embedding = Linear(
      scope["time_emb_proj"], input: style.embeddingWidth,
      output: style.timeScaleShift == .addition ? output : 2 * output)
    norm2 = try GroupNorm(
      scope["norm2"], channels: output, groups: groups.1, epsilon: style.epsilon)
    convolution2 = Convolution(scope["conv2"], input: output, output: output)
    shortcut =
      input != output || forcesShortcut
      ? Linear(pointwise: scope["conv_shortcut"], input: input, output: output) : nil
  }

  /// - Parameter embedding: of time and class, with the activation applied; one row per sample.
  func callAsFunction(_ x: Value, embedding: Value, _ run: Recorder) -> Value {
    if run.omits(part) { return x }
    let entering = self.embedding(embedding, run)
    let first = resampled(norm1(x, run, activation: style.activation), run)
    let second =
      switch style.timeScaleShift {
      case .addition:
        norm2(
          convolution1(first, run, imageBias: entering), run, activation: style.activation)
      case .scaleShift:
        norm2(
          convolution1(first, run), run, activation: style.activation, modulation: entering)
      }
    let beside = resampled(x, run)
    let sum = convolution2(second, run, adding: shortcut.map { $0(beside, run) } ?? beside)
    return outputScale == 1 ? sum : run.tape.scale(sum, by: Float(1 / outputScale))
  }

  private func resampled(_ x: Value, _ run: Recorder) -> Value {
    switch resampling {
    case .none: x
    case .down: run.tape.averagePool(x)
    case .up: run.tape.upsample(x)
    case .smoothDown: run.tape.filteredDownsample(x)
    case .smoothUp: run.tape.filteredUpsample(x)
    }
  }
}
