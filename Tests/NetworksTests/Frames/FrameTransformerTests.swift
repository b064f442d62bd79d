import Files
import Networks
import Quickstep
import Tensors
import Testing

/// The network for clips, and what its masks leave out.
@Suite struct FrameTransformerTests {
  /// Clips of 4 frames of 6x4.
  static func layers(_ count: Int = 2, channels: Int = 1) -> FrameLayers {
    var layers = FrameLayers(
      frames: 4, patch: 2, width: 12, layers: count, heads: 3, timeFeatures: 8)
    (layers.frameWidth, layers.frameHeight, layers.channels) = (6, 4, channels)
    return layers
  }

  static func model(
    _ layers: FrameLayers, classes: [String] = []
  ) throws -> NetworkModel {
    let network = try FrameTransformer(layers, classCount: classes.count)
    return try NetworkModel(
      network, repeatableWeights(network), NetworkProcess(.flow),
      shape: .picture(
        width: layers.frames * layers.frameWidth, height: layers.frameHeight,
        channels: layers.channels),
      classes: ClassTable(names: classes, values: classes.indices.map { [Float($0)] }))
  }

  private static let level = NoiseLevel(t: 0.5, alpha: 0.5, sigma: 0.5)

  /// What a model makes of clips of numbers.
  private static func evaluate(
    _ model: any Denoiser, _ numbers: [Float], classes: [Int32] = [anyClass]
  ) -> [Double] {
    let (x, output) = (AlignedBuffer(count: numbers.count), AlignedBuffer(count: numbers.count))
    for (index, number) in numbers.enumerated() { x.start[index] = Double(number) }
    model.evaluate(x, at: level, classes: classes, into: output, with: oneThread)
    return output.copy()
  }

  private static let clip = repeatableNumbers(4 * 6 * 4, seed: 5)

  @Test func everyLayerHasTwoParts() throws {
    let model = try Self.model(Self.layers())
    #expect(model.parts == ["layers.0.attn", "layers.0.mlp", "layers.1.attn", "layers.1.mlp"])
    #expect(model.attention == FrameAttention(frames: 4, layers: 2))
    let without = model.trimmed(of: Set(model.parts))
    #expect(Self.evaluate(without, Self.clip) != Self.evaluate(model, Self.clip))
  }

  /// Bits do not depend on the other clips of a batch.
  @Test func clipsStandAlone() throws {
    let model = try Self.model(Self.layers(channels: 2), classes: ["a", "b"])
    let numbers = repeatableNumbers(3 * 4 * 6 * 4 * 2, seed: 9)
    let all = Self.evaluate(model, numbers, classes: [0, 1, 0])
    let size = numbers.count / 3
    let apart = (0..<3).flatMap { index in
      Self.evaluate(
        model, Array(numbers[index * size..<(index + 1) * size]), classes: [[0, 1, 0][index]])
    }
    #expect(all == apart && all.allSatisfy { $0.isFinite })
    #expect(Array(all[..<size]) != Self.evaluate(model, Array(numbers[..<size]), classes: [1]))
  }

  @Test func masksOfAllFramesLeaveNothingOut() throws {
    let model = try Self.model(Self.layers())
    let whole = Self.evaluate(model, Self.clip)
    func masked(_ references: Int...) throws -> [Double] {
      Self.evaluate(
        model.masked(by: try TileMasks(references).masks(of: model.attention!)), Self.clip)
    }
    #expect(try masked(4) == whole)
    #expect(try masked(4, 4) == whole)
    let (sparse, mixed) = (try masked(1), try masked(4, 1))
    #expect(sparse != whole && mixed != whole && sparse != mixed)
    #expect(try masked(1, 1) == sparse)
  }

  /// With one layer and one reference, a frame depends on itself and on the first one.
  @Test func aFrameSeesItselfAndTheReferences() throws {
    let layers = Self.layers(1)
    let model = try Self.model(layers)
    let sparse = model.masked(by: [AttentionTiles(frames: 4, references: 1)])
    let before = Self.evaluate(sparse, Self.clip)
    func changedFrames(by frame: Int) -> Set<Int> {
      var clip = Self.clip
      clip[2 * 24 + 6 * frame + 1] += 1
      let after = Self.evaluate(sparse, clip)
      return Set(before.indices.filter { before[$0] != after[$0] }.map { $0 % 24 / 6 })
    }
    #expect(changedFrames(by: 2) == [0, 2])
    #expect(changedFrames(by: 3) == [0, 3])
    #expect(changedFrames(by: 0) == [0, 1, 2, 3])
  }

  @Test func sizesThatDoNotFitAreRefused() throws {
    var layers = Self.layers()
    let network = try FrameTransformer(layers, classCount: 0)
    #expect(network.obstacle(height: 4, width: 24) == nil)
    #expect(
      network.obstacle(height: 24, width: 4)
        == .unfitting(
          options: ["frames", "frame-width", "frame-height"],
          reason: "4 frames of 6x4 side by side are not 4x24"))
    layers.patch = 4
    #expect(
      throws: NetworkProblem.unfitting(
        options: ["patch", "frames"], reason: "frames of 6x4 cannot be cut into squares of 4")
    ) { try FrameTransformer(layers, classCount: 0) }
    layers = Self.layers()
    layers.heads = 5
    #expect(
      throws: NetworkProblem.unfitting(
        options: ["heads", "width"], reason: "12 channels cannot be shared by 5 heads")
    ) { try FrameTransformer(layers, classCount: 0) }
  }

  /// A folder that is written reads back as the same model.
  @Test func aFolderReadsBack() throws {
    let folder = TemporaryFolder()
    let network = try FrameTransformer(Self.layers(channels: 3), classCount: 0)
    let weights = repeatableWeights(network)
    var document = NetworkDocument.flow
    (document.kind, document.frames) = (.frames, network.layers)
    try Checkpoint.write(network, document, to: folder.path) { weights[$0.name].values }
    let checkpoint = try Checkpoint(folder.path)
    #expect(checkpoint.document == document)
    let model = try checkpoint.model(with: oneThread)
    #expect(model.shape == .picture(width: 24, height: 4, channels: 3))
    let clip = repeatableNumbers(model.shape.count, seed: 3)
    #expect(
      Self.evaluate(model, clip)
        == Self.evaluate(
          try NetworkModel(
            network, weights, NetworkProcess(document), shape: model.shape, classes: .empty),
          clip))
  }
}
