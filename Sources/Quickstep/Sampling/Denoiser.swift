import Tensors

/// The form of one sample.
public enum SampleShape: Hashable, Sendable {
  /// A point in `dimensions`-space.
  case point(dimensions: Int)
  /// A picture, rows of pixels with their channels side by side; -1 is black, 1 is white.
  case picture(width: Int, height: Int, channels: Int)

  /// The lengths of an array that holds one sample.
  public var dimensions: [Int] {
    switch self {
    case .point(let dimensions): [dimensions]
    case .picture(let width, let height, 1): [height, width]
    case .picture(let width, let height, let channels): [height, width, channels]
    }
  }

  /// How many numbers a sample has.
  public var count: Int {
    switch self {
    case .point(let dimensions): dimensions
    case .picture(let width, let height, let channels): width * height * channels
    }
  }
}

extension SampleShape {
  /// Samples whose channels lie one after the other, with the channels of a pixel side by side.
  public func interleaved<Value>(_ planes: [Value]) -> [Value] {
    guard case .picture(let width, let height, let channels) = self, channels > 1 else {
      return planes
    }
    let size = width * height
    return planes.indices.map { index in
      let (sample, place) = index.quotientAndRemainder(dividingBy: count)
      return planes[(sample * channels + place % channels) * size + place / channels]
    }
  }
}

/// A model that a run samples from: it predicts data or noise from a noisy batch.
public protocol Denoiser: AnyObject, Sendable {
  var shape: SampleShape { get }
  /// What `evaluate` writes.
  var prediction: Prediction { get }
  /// The names of the classes that it can be asked for; empty without classes.
  var classNames: [String] { get }
  /// Whether it cannot be asked for the whole distribution.
  var needsClass: Bool { get }
  /// Whether it also gives a number for the variance of each element (Nichol & Dhariwal 2021,
  /// section 3.1).
  var learnsVariance: Bool { get }
  /// The sampler that comes with it; nil for none.
  var sampler: CheckpointSampler? { get }

  /// The names of the parts that it can do without.
  var parts: [String] { get }

  /// The same model without some of its parts.
  func trimmed(of parts: Set<String>) -> any Denoiser

  /// What attention it has over the frames of a clip; nil for none.
  var attention: FrameAttention? { get }

  /// The same model, whose layers of attention over frames keep these tiles only.
  func masked(by tiles: [AttentionTiles]) -> any Denoiser

  /// What masks would change of what attention over frames makes of some states, by layer and mask;
  /// empty without such attention.
  func tileLosses(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], masks: [AttentionTiles],
    with kernels: Kernels
  ) -> [[TileLoss]]

  /// By layer of attention over frames and by frame, the share of its attention that each frame
  /// gets, on average over some states; empty without such attention.
  func attentionShares(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], with kernels: Kernels
  ) -> [[[Double]]]

  /// The same model, told another time at a level than its own; itself where it is told none.
  func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser

  /// Predicts for `classes.count` samples, one row of `shape.count` numbers each.
  ///
  /// The row of a sample depends on nothing but its own input, so that any split of a batch gives
  /// the same bits.
  /// - Parameters:
  ///   - classes: the class of every sample; `anyClass` asks for the whole distribution.
  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels)

  /// As `evaluate`, for a model that learns variances.
  /// - Parameter variance: takes the numbers for the variances, as the model gives them.
  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    variance: AlignedBuffer, with kernels: Kernels)
}

extension Denoiser {
  public var needsClass: Bool { false }
  public var learnsVariance: Bool { false }
  public var parts: [String] { [] }
  public func trimmed(of parts: Set<String>) -> any Denoiser { self }
  public var attention: FrameAttention? { nil }
  public func masked(by tiles: [AttentionTiles]) -> any Denoiser { self }

  public func attentionShares(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], with kernels: Kernels
  ) -> [[[Double]]] { [] }

  public func tileLosses(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], masks: [AttentionTiles],
    with kernels: Kernels
  ) -> [[TileLoss]] { [] }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    variance: AlignedBuffer, with kernels: Kernels
  ) {
    preconditionFailure("the model learns no variance")
  }

  public var sampler: CheckpointSampler? { nil }
  public func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser { self }
}

/// In place of a class: the whole distribution.
public let anyClass: Int32 = -1
