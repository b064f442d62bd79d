import Tensors

/// The network of diffusers' class `UNet2DModel`: a U-Net over pictures with an embedding of time
/// and class (Ho et al. 2020, Song et al. 2021).
public struct UNet2D: Network {
  /// Channels of the picture that skip blocks pass along.
  static let pictureChannels = 3

  public let configuration: UNetConfiguration
  public let weights: [Weight]
  public let parts: [String]

  private let input, output: Convolution
  private let timeFeatures: NumberFeatures
  private let timeEmbedding: EmbeddingLayers
  private let classEmbedding: ClassEmbedding?
  private let down: [UNetDown]
  private let middle: UNetMiddle?
  private let up: [UNetUp]
  private let outputNorm: GroupNorm

  private enum ClassEmbedding: Sendable {
    case table(Embedding)
    case number(EmbeddingLayers)
    case given
  }

  /// - Throws: `NetworkProblem` that names the options that do not fit.
  public init(_ configuration: UNetConfiguration) throws(NetworkProblem) {
    try configuration.check()
    self.configuration = configuration
    let channels = configuration.blockChannels
    let width = configuration.embeddingWidth
    let scope = Scope()
    input = Convolution(
      scope["conv_in"], input: configuration.inChannels, output: channels[0])
    timeFeatures = try NumberFeatures(scope["time_proj"], configuration)
    timeEmbedding = EmbeddingLayers(
      scope["time_embedding"], input: timeFeatures.width, output: width)
    let place = scope["class_embedding"]
    switch (configuration.classEmbedding, configuration.classCount) {
    case (.timestep, _):
      classEmbedding = .number(
        EmbeddingLayers(place, input: timeFeatures.width, output: width))
    case (.identity, _): classEmbedding = .given
    case (nil, let rows?): classEmbedding = .table(Embedding(place, rows: rows, width: width))
    case (nil, nil): classEmbedding = nil
    }

    let last = channels.count - 1
    var down: [UNetDown] = []
    for (index, kind) in configuration.downBlocks.enumerated() {
      down.append(
        try UNetDown(
          scope["down_blocks", index], kind, configuration, input: channels[max(0, index - 1)],
          output: channels[index], isLast: index == last))
    }
    self.down = down
    middle =
      configuration.middle == nil
      ? nil : try UNetMiddle(scope["mid_block"], configuration, channels: channels[last])
    let rising = Array(channels.reversed())
    var up: [UNetUp] = []
    for (index, kind) in configuration.upBlocks.enumerated() {
      up.append(
        try UNetUp(
          scope["up_blocks", index], kind, configuration, input: rising[min(index + 1, last)],
          previous: rising[max(0, index - 1)], output: rising[index], isLast: index == last))
    }
    self.up = up
    outputNorm = try GroupNorm(
      scope["conv_norm_out"], channels: channels[0],
      groups: configuration.groups ?? min(channels[0] / 4, 32), epsilon: configuration.epsilon)
    output = Convolution(
      scope["conv_out"], input: channels[0], output: configuration.outChannels)
    weights = scope.declared
    parts = scope.parts
  }

  public var inChannels: Int { configuration.inChannels }
  public var outChannels: Int { configuration.outChannels }
  // 2 x - 1 takes [0, 1] to [-1, 1].
  public var inputScale: Float { configuration.centersInput ? 2 : 1 }
  public var inputShift: Float { configuration.centersInput ? -1 : 0 }
  public var dividesByTime: Bool { configuration.timeEmbedding == .fourier }
  public var widestLayer: Int { 2 * (configuration.blockChannels.max() ?? 1) }
  public var timeKind: NumberKind { timeFeatures.kind }

  public var classKind: ClassKind {
    switch classEmbedding {
    case nil: .none
    case .table: .rows(configuration.classCount ?? 0)
    case .number: .numbers(timeFeatures.kind)
    case .given: .vectors(configuration.embeddingWidth)
    }
  }

  public func obstacle(height: Int, width: Int) -> NetworkProblem? {
    let factor = 1 << (configuration.blockChannels.count - 1)
    guard height.isMultiple(of: factor), width.isMultiple(of: factor) else {
      return .unfitting(
        options: ["sample_size"],
        reason: "\(width)x\(height) cannot be halved \(configuration.blockChannels.count - 1) times"
      )
    }
    return nil
  }

  public func record(_ inputs: NetworkInputs, on tape: Tape, _ weights: NetworkWeights) -> Value {
    let run = Recorder(tape: tape, weights: weights, omitted: inputs.omitted)
    let embedding = embedding(inputs, run)
    var picture = inputs.sample
    var x = input(picture, run)
    var skips = [x]
    for level in down {
      x = level(x, &picture, embedding: embedding, skips: &skips, run)
    }
    if let middle { x = middle(x, embedding: embedding, run) }
    var drawn: Value?
    for level in up {
      x = level(x, &drawn, embedding: embedding, skips: &skips, run)
    }
    return output(outputNorm(x, run, activation: .silu), run, adding: drawn)
  }

  /// The embedding of time and class as residual layers take it.
  private func embedding(_ inputs: NetworkInputs, _ run: Recorder) -> Value {
    let time = timeEmbedding(timeFeatures(inputs.time, run), run)
    let sum: Value
    switch (classEmbedding, inputs.classes) {
    case (nil, nil): sum = time
    case (.table(let table), .row(let rows)): sum = run.tape.add(time, table(rows, run))
    case (.number(let layers), .number(let numbers)):
      sum = run.tape.add(time, layers(timeFeatures(numbers, run), run))
    case (.given, .vector(let vectors)): sum = run.tape.add(time, vectors)
    default: preconditionFailure("classes of another kind than the network takes")
    }
    return run.tape.activation(sum, configuration.activation)
  }
}
