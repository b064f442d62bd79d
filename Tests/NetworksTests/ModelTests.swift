import Files
import Networks
import Quickstep
import Tensors
import Testing

/// Networks as models: whatever the number of threads and the split of a batch, the same bits.
@Suite struct ModelTests {
  static func configurations() -> [UNetConfiguration] {
    var conditional = UNetConfiguration.small
    conditional.classCount = 4
    conditional.timeScaleShift = .scaleShift
    var skip = UNetConfiguration.small
    skip.blockChannels = [32, 32, 64]
    skip.downBlocks = [.skip, .attentionSkip, .attentionSkip]
    skip.upBlocks = [.attentionSkip, .skip, .skip]
    skip.groups = nil
    skip.timeEmbedding = .fourier
    var odd = UNetConfiguration.small
    odd.blockChannels = [20, 36]
    odd.groups = 4
    odd.headWidth = 7
    odd.downBlocks = [.resampling, .attention]
    odd.upBlocks = [.attention, .resampling]
    odd.downsampling = .residual
    odd.upsampling = .residual
    odd.activation = .gelu
    odd.centersInput = true
    odd.middleScale = 1.5
    odd.inChannels = 1
    odd.outChannels = 2
    var bare = UNetConfiguration.small
    bare.middle = nil
    bare.downsamplePadding = 0
    bare.timeEmbedding = .learned
    bare.trainingSteps = 1000
    bare.headWidth = nil
    bare.activation = .relu
    return [.small, conditional, skip, odd, bare]
  }

  static func model(
    _ configuration: UNetConfiguration, _ document: NetworkDocument = .flow
  ) throws -> NetworkModel {
    let network = try UNet2D(configuration)
    let count = configuration.classCount ?? 0
    return try NetworkModel(
      network, repeatableWeights(network), NetworkProcess(document),
      shape: .picture(width: 12, height: 8, channels: configuration.inChannels),
      classes: ClassTable(
        names: (0..<max(0, count - 1)).map { "\($0)" },
        values: (0..<max(0, count - 1)).map { [Float($0)] },
        none: count > 0 ? [Float(count - 1)] : nil))
  }

  static func evaluate(
    _ model: NetworkModel, _ rows: Range<Int>, sigma: Double = 0.4, on kernels: Kernels = oneThread
  ) -> [Double] {
    let width = model.shape.count
    let all = repeatableNumbers(8 * width, seed: 3).map { Double($0) * 4 }
    let x = AlignedBuffer(Array(all[rows.lowerBound * width..<rows.upperBound * width]))
    let out = AlignedBuffer(count: x.count)
    model.evaluate(
      x, at: NoiseLevel(t: sigma, alpha: 1 - sigma, sigma: sigma),
      classes: rows.map { model.classNames.isEmpty ? anyClass : Int32($0 % 4) - 1 }, into: out,
      with: kernels)
    return out.copy()
  }

  @Test(arguments: [0, 1, 2, 3, 4])
  func bitsDependOnNeitherThreadsNorSplit(index: Int) throws {
    let model = try Self.model(Self.configurations()[index])
    let whole = Self.evaluate(model, 0..<5)
    #expect(whole.allSatisfy(\.isFinite) && Set(whole).count > whole.count / 2)
    #expect(Self.evaluate(model, 0..<5, on: Kernels(pool: ThreadPool(threads: 3))) == whole)
    for split in [1, 2, 4] {
      #expect(Self.evaluate(model, 0..<split) + Self.evaluate(model, split..<5) == whole)
    }
    #expect(Self.evaluate(model, 0..<5, sigma: 0.6) != whole)
  }

  @Test func manyMayAskAtOnce() throws {
    let model = try Self.model(.small)
    let expected = (0..<4).map { Self.evaluate(model, $0..<$0 + 1) }
    let pool = ThreadPool(threads: 4)
    pool.parallelFor(16) { index in
      #expect(Self.evaluate(model, index % 4..<index % 4 + 1) == expected[index % 4])
    }
  }

  @Test func classesDiffer() throws {
    let model = try Self.model(Self.configurations()[1])
    #expect(model.classNames == ["0", "1", "2"] && !model.needsClass)
    let x = AlignedBuffer(repeatableNumbers(model.shape.count, seed: 9).map(Double.init))
    let out = AlignedBuffer(count: x.count)
    let results = [anyClass, 0, 1, 2].map { wanted in
      model.evaluate(
        x, at: NoiseLevel(t: 0.5, alpha: 0.5, sigma: 0.5), classes: [wanted], into: out,
        with: oneThread)
      return out.copy()
    }
    #expect(Set(results).count == 4)
  }

  @Test func aNetworkThatAlwaysWantsAClassSaysSo() throws {
    let network = PointNetwork(NetworkDocument.Layers(widths: [8]), classCount: 2)
    let model = try NetworkModel(
      network, repeatableWeights(network), NetworkProcess(.flow), shape: .point(dimensions: 2),
      classes: ClassTable(names: ["a", "b"], values: [[0], [1]]))
    var plan = Plan(model: Choice("net"))
    #expect(throws: SamplingError.modelNeedsClass(model: "net")) {
      try plan.job(model: model, with: oneThread)
    }
    plan.classes = .each
    _ = try plan.job(model: model, with: oneThread)
    plan.guidance = Choice("cfg")
    #expect(throws: SamplingError.guidanceNeedsWhole(guidance: "cfg", model: "net")) {
      try plan.job(model: model, with: oneThread)
    }
  }

  @Test func classesThatTheNetworkLacksAreRefused() throws {
    let network = PointNetwork(NetworkDocument.Layers(widths: [8]), classCount: 2)
    for values: [[Float]] in [[], [[2]], [[-1]], [[0.5]], [[.nan]], [[0, 1]], [[]]] {
      #expect(throws: NetworkProblem.self, "\(values)") {
        try NetworkModel(
          network, NetworkWeights(network.weights), NetworkProcess(.flow),
          shape: .point(dimensions: 2),
          classes: ClassTable(names: values.map { _ in "a" }, values: values))
      }
    }
  }

  @Test func sizesThatCannotPassAreRefused() throws {
    let network = try UNet2D(.small)
    for (height, width) in [(7, 12), (8, 11), (1, 1)] {
      #expect(throws: NetworkProblem.self) {
        try NetworkModel(
          network, NetworkWeights(network.weights), NetworkProcess(.flow),
          shape: .picture(width: width, height: height, channels: 3),
          classes: .empty)
      }
    }
  }

  @Test func samplesTooLargeForTheMemoryAreRefused() throws {
    let network = try UNet2D(.small), process = try NetworkProcess(.flow)
    do throws(NetworkProblem) {
      _ = try NetworkModel(
        network, NetworkWeights(network.weights), process,
        shape: .picture(width: 65_536, height: 65_536, channels: 3), classes: .empty)
      Issue.record("taken")
    } catch {
      #expect(
        "\(error)"
          == "one layer of a sample takes 786432 MiB, more than 4096 MiB. Use a smaller sample_size."
      )
    }
  }

  /// Every width, both ways for the time to enter, with and without classes.
  @Test(arguments: NetworkDocument.Layers.TimeInput.allCases, [0, 3])
  func pointsPass(input: NetworkDocument.Layers.TimeInput, classCount: Int) throws {
    let layers = NetworkDocument.Layers(
      dimensions: 2, widths: [24, 16, 8], timeFeatures: 10, timeInput: input)
    let network = PointNetwork(layers, classCount: classCount)
    let model = try NetworkModel(
      network, repeatableWeights(network), NetworkProcess(.flow), shape: .point(dimensions: 2),
      classes: ClassTable(
        names: Array(["0", "1"].prefix(max(0, classCount - 1))),
        values: Array([[0], [1]].prefix(max(0, classCount - 1))),
        none: classCount > 0 ? [2] : nil))
    func evaluate(_ rows: Range<Int>, _ kernels: Kernels = oneThread) -> [Double] {
      let all = repeatableNumbers(10_000, seed: 4).map(Double.init)
      let x = AlignedBuffer(Array(all[2 * rows.lowerBound..<2 * rows.upperBound]))
      let out = AlignedBuffer(count: x.count)
      model.evaluate(
        x, at: NoiseLevel(t: 0.3, alpha: 0.7, sigma: 0.3),
        classes: rows.map { classCount > 0 ? Int32($0 % 3) - 1 : anyClass }, into: out,
        with: kernels)
      return out.copy()
    }
    let whole = evaluate(0..<5000)
    #expect(Set(whole).count > 5000)
    #expect(evaluate(0..<5000, Kernels(pool: ThreadPool(threads: 2))) == whole)
    #expect(evaluate(0..<17) + evaluate(17..<5000) == whole)
  }
}
