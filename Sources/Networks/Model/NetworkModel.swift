import Files
import Quickstep
import Synchronization
import Tensors

/// A network as a model to sample from.
///
/// States are doubles, the network works with floats. A batch is cut into parts of a size that
/// depends on the network alone; tapes are recorded per size and kept.
public final class NetworkModel: Denoiser {
  public let network: any Network
  public let shape: SampleShape
  public let process: NetworkProcess
  public let classes: ClassTable

  let weights: NetworkWeights
  /// What the network is told at a level, where it is not the process that says it.
  private let toldTime: (@Sendable (NoiseLevel) -> Double)?
  private let tapes: Tapes
  /// What of the network it does without.
  let reduction: Reduction

  /// - Parameters:
  ///   - shape: of a sample; its channels are the network's.
  ///   - toldTime: what the network is told at a level; `nil` for what the process says.
  ///   - canonicalValues: what becomes of the weights' own layout once they are packed.
  /// - Throws: `NetworkProblem` where such samples cannot pass.
  public init(
    _ network: any Network, _ weights: NetworkWeights, _ process: NetworkProcess,
    shape: SampleShape, classes: ClassTable,
    toldTime: (@Sendable (NoiseLevel) -> Double)? = nil,
    canonicalValues: PackedWeights.CanonicalValues = .kept
  ) throws(NetworkProblem) {
    try Self.check(network, shape)
    try classes.check(network.classKind)
    self.network = network
    self.weights = weights
    self.process = process
    self.shape = shape
    self.classes = classes
    self.toldTime = toldTime
    tapes = Tapes(PackedWeights(canonicalValues: canonicalValues))
    reduction = Reduction()
  }

  /// The same network with the same weights, told another time or reduced.
  private init(
    _ base: NetworkModel, toldTime: (@Sendable (NoiseLevel) -> Double)?, _ reduction: Reduction
  ) {
    network = base.network
    weights = base.weights
    process = base.process
    shape = base.shape
    classes = base.classes
    tapes = base.tapes
    self.toldTime = toldTime
    self.reduction = reduction
  }

  /// What all runs of a network share.
  private final class Tapes: Sendable {
    let shelf: Mutex<TapeShelf>

    init(_ packed: PackedWeights) { shelf = Mutex(TapeShelf(packed)) }
  }

  /// The weights in the forms that all its tapes share.
  var packedWeights: PackedWeights { tapes.shelf.withLock { $0.packed } }

  /// - Throws: `NetworkProblem` where such samples cannot pass, or what comes out is no prediction.
  static func check(_ network: any Network, _ shape: SampleShape) throws(NetworkProblem) {
    let pixels = shape.pixels
    if let obstacle = network.obstacle(height: pixels.height, width: pixels.width) {
      throw obstacle
    }
    guard shape.channels == network.inChannels else {
      throw .unfitting(
        options: ["in_channels"], reason: "samples have \(shape.channels) channels")
    }
    let bytes = pixels.height * pixels.width * network.widestLayer * MemoryLayout<Float>.stride
    guard bytes <= Self.layerLimit else {
      throw .tooLarge(bytes: bytes, limit: Self.layerLimit)
    }
    guard [1, 2].contains(where: { network.outChannels == $0 * network.inChannels }) else {
      throw .unfitting(
        options: ["in_channels", "out_channels"],
        reason: "a prediction has as many channels as a sample, or twice as many with variances")
    }
  }

  public var prediction: Prediction { process.prediction }
  public var classNames: [String] { classes.names }
  public var needsClass: Bool { !classes.names.isEmpty && classes.none == nil }
  public var parameterCount: Int { weights.count }
  public var sampler: CheckpointSampler? { process.sampler }
  public var learnsVariance: Bool { network.outChannels == 2 * network.inChannels }

  public func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser {
    NetworkModel(self, toldTime: time, reduction)
  }

  public var parts: [String] { network.parts.filter { !reduction.omitted.contains($0) } }

  public func trimmed(of parts: Set<String>) -> any Denoiser {
    var reduction = reduction
    reduction.omitted.formUnion(parts)
    return NetworkModel(self, toldTime: toldTime, reduction)
  }

  public var attention: FrameAttention? { network.attention }

  public func masked(by tiles: [AttentionTiles]) -> any Denoiser {
    var reduction = reduction
    reduction.tiles = tiles
    return NetworkModel(self, toldTime: toldTime, reduction)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    evaluate(x, at: level, classes, output, nil, kernels)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    variance: AlignedBuffer, with kernels: Kernels
  ) {
    evaluate(x, at: level, classes, output, variance, kernels)
  }

  private func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, _ classes: [Int32], _ output: AlignedBuffer,
    _ variance: AlignedBuffer?, _ kernels: Kernels
  ) {
    let adapter = process.adapter(at: level, time: toldTime?(level))
    let width = shape.count
    nonisolated(unsafe) let source = x.values, target = output.mutableValues
    nonisolated(unsafe) let variances = variance?.mutableValues
    tapes.shelf.withLock { shelf in
      for part in parts(of: classes.count) {
        let tape = shelf.tape(
          network, weights, reduced: reduction, batch: part.count, shape, on: kernels)
        let rows = part.lowerBound * width..<part.upperBound * width
        tape.evaluate(
          UnsafeBufferPointer(rebasing: source[rows]), adapter,
          classes: self.classes.names.isEmpty ? [] : classes[part].flatMap(self.classes.value),
          into: UnsafeMutableBufferPointer(rebasing: target[rows]),
          variance: variances.map { UnsafeMutableBufferPointer(rebasing: $0[rows]) })
      }
    }
  }

  /// A network's own output, every channel of it, for pictures as it takes them.
  /// - Parameters:
  ///   - samples: pictures with the channels of a pixel side by side.
  ///   - times: one for each sample.
  ///   - classes: one number for each sample, or as many as a vector has; empty without classes.
  /// - Throws: `NetworkProblem` where such pictures cannot pass, or the classes are too few.
  public static func outputs(
    _ network: any Network, _ weights: NetworkWeights, samples: [Float], height: Int, width: Int,
    times: [Float], classes: [Float], with kernels: Kernels
  ) throws(NetworkProblem) -> [Float] {
    if let obstacle = network.obstacle(height: height, width: width) { throw obstacle }
    let kind = network.classKind
    guard samples.count == times.count * height * width * network.inChannels,
      classes.count == times.count * kind.width,
      kind.width == 0
        || times.indices.allSatisfy({
          kind.takes(Array(classes[$0 * kind.width..<($0 + 1) * kind.width]))
        })
    else {
      throw .unfitting(
        options: ["in_channels", "class_embed_type"],
        reason: "the recorded inputs are of another kind")
    }
    let shape = SampleShape.picture(width: width, height: height, channels: network.inChannels)
    let tape = NetworkTape(
      network, weights, batch: times.count, shape, PackedWeights(), on: kernels)
    return tape.output(samples, times: times, classes: classes)
  }

  /// Consecutive ranges of nearly the same length.
  ///
  /// The numbers of a layer should stay in cache; but where there are many weights, these should not
  /// be read for a few samples only.
  func parts(of count: Int) -> [Range<Int>] {
    let pixels = shape.count / network.inChannels
    let numbers = max(Self.partSize, weights.count / 4)
    let limit = max(1, min(4096, numbers / (pixels * network.widestLayer)))
    let parts = max(1, (count + limit - 1) / limit)
    return (0..<parts).map { part in count * part / parts..<count * (part + 1) / parts }
  }

  /// The most bytes of one layer of one sample.
  private static let layerLimit = 4 << 30

  /// Numbers of the widest layer that are computed at a time, at least.
  private static let partSize = 1 << 21
}

extension SampleShape {
  /// Numbers of a pixel.
  var channels: Int {
    switch self {
    case .point(let dimensions): dimensions
    case .picture(_, _, let channels): channels
    }
  }

  /// The extents of a sample's grid of pixels; a point is one pixel.
  var pixels: (height: Int, width: Int) {
    switch self {
    case .point: (1, 1)
    case .picture(let width, let height, _): (height, width)
    }
  }
}
