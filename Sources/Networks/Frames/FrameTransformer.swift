import Files
import Quickstep
import Tensors

/// A transformer over the frames of a clip, whose attention can leave out tiles (Ding et al. 2025,
/// Efficient-vDiT).
///
/// A clip is a picture whose frames stand side by side. Squares of pixels are its tokens, frame
/// after frame; to each is added what is learned of its frame and of its place in the frame. Time
/// and class modulate what every layer is given.
public struct FrameTransformer: Network {
  public let layers: FrameLayers
  public let weights: [Weight]
  public let parts: [String]
  public let classKind: ClassKind
  public let inChannels: Int

  private let patches: FramePatches
  private let input: Linear
  private let framePlaces, squarePlaces: Weight
  private let time: EmbeddingLayers
  private let classes: Embedding?
  private let blocks: [FrameBlock]
  private let norm: ModulatedNorm
  private let output: Linear

  /// - Parameters:
  ///   - classCount: rows of the table of classes, the one for no class included; 0 for a network
  ///     without classes.
  ///   - inputs: clips that it is given at once.
  /// - Throws: `NetworkProblem` for numbers that do not fit each other.
  public init(_ layers: FrameLayers, classCount: Int, inputs: Int = 1) throws(NetworkProblem) {
    if let (keys, reason) = layers.misfit { throw .unfitting(options: keys, reason: reason) }
    self.layers = layers
    inChannels = inputs * layers.channels
    patches = FramePatches(layers)
    let scope = Scope()
    let width = layers.width
    input = Linear(scope["input"], input: patches.area * inChannels, output: width)
    framePlaces = scope["frame_embedding"].weight(
      "weight", .table(rows: layers.frames, width: width))
    squarePlaces = scope["place_embedding"].weight(
      "weight", .table(rows: layers.tokensPerFrame, width: width))
    time = EmbeddingLayers(scope["time_embedding"], input: layers.timeFeatures, output: width)
    classes =
      classCount > 0 ? Embedding(scope["class_embedding"], rows: classCount, width: width) : nil
    classKind = classCount > 0 ? .rows(classCount) : .none
    blocks = (0..<layers.layers).map { FrameBlock(scope["layers", $0], layers) }
    norm = ModulatedNorm(scope["norm_out"], channels: width)
    output = Linear(scope["output"], input: width, output: patches.area * layers.channels)
    weights = scope.declared
    parts = scope.parts
  }

  public var outChannels: Int { layers.channels }
  public var timeKind: NumberKind { .real }
  /// Of all tokens' channels, as many as come on a pixel.
  public var widestLayer: Int { max(1, FrameBlock.growth * layers.width / patches.area) }
  public var attention: FrameAttention? {
    FrameAttention(frames: layers.frames, layers: layers.layers)
  }

  public func obstacle(height: Int, width: Int) -> NetworkProblem? {
    let wanted = (layers.frameHeight, layers.frames * layers.frameWidth)
    return (height, width) == wanted
      ? nil
      : .unfitting(
        options: ["frames", "frame-width", "frame-height"],
        reason: "\(layers.frames) frames of \(layers.frameWidth)x\(layers.frameHeight) side by "
          + "side are not \(width)x\(height)")
  }

  public func record(_ inputs: NetworkInputs, on tape: Tape, _ weights: NetworkWeights) -> Value {
    record(inputs, on: tape, weights) { _ in }
  }

  /// Records a forward pass.
  /// - Parameter look: told what attention is given and makes, layer by layer, but of layers that
  ///   are left out.
  public func record(
    _ inputs: NetworkInputs, on tape: Tape, _ weights: NetworkWeights,
    look: (AttentionValues) -> Void
  ) -> Value {
    let run = Recorder(tape: tape, weights: weights, omitted: inputs.omitted)
    let condition = condition(inputs, run)
    var x = input(patches.cut(inputs.sample, tape), run)
    x = tape.add(x, rows: patches.frames, of: run[framePlaces])
    x = tape.add(x, rows: patches.squares, of: run[squarePlaces])
    for (layer, block) in blocks.enumerated() {
      let tiles = inputs.tiles.isEmpty ? nil : inputs.tiles[layer]
      x = block(x, condition, tiles, run) { query, key, value, result in
        look(
          AttentionValues(layer: layer, query: query, key: key, value: value, result: result))
      }
    }
    return patches.join(output(norm(x, condition, run), run), tape)
  }

  /// What is known of time and class.
  private func condition(_ inputs: NetworkInputs, _ run: Recorder) -> Value {
    guard case .real(let times) = inputs.time else {
      preconditionFailure("clips take the time as it is")
    }
    let features = run.tape.sinusoids(
      times, width: layers.timeFeatures, order: .cosineFirst, frequencyShift: 0)
    var sum = time(features, run)
    switch (classes, inputs.classes) {
    case (nil, nil): break
    case (let table?, .row(let rows)): sum = run.tape.add(sum, table(rows, run))
    default: preconditionFailure("classes of another kind than the network takes")
    }
    return run.tape.activation(sum, .silu)
  }
}

/// What the attention of one layer is given and makes: rows of tokens, frame after frame.
public struct AttentionValues: Sendable {
  /// Counted from 0.
  public let layer: Int
  public let query, key, value: Value
  public let result: Value
}

extension FrameLayers {
  /// Of a clip.
  var shape: SampleShape {
    .picture(width: frames * frameWidth, height: frameHeight, channels: channels)
  }
}
