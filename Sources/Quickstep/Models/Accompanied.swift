import Tensors

/// What stands beside a model.
public struct Companions: Sendable {
  /// Other models for samples of the same form.
  public var models: [CompanionName: any Denoiser]
  /// Networks that answer something else.
  public var networks: [CompanionName: any CompanionNetwork]
  /// The statistics that are stored of the model, looked for anew whenever it is asked.
  public var statistics: @Sendable () throws -> [StoredStatistics]

  public init(
    models: [CompanionName: any Denoiser] = [:],
    networks: [CompanionName: any CompanionNetwork] = [:],
    statistics: @escaping @Sendable () throws -> [StoredStatistics] = { [] }
  ) {
    self.models = models
    self.networks = networks
    self.statistics = statistics
  }
}

/// A model with its companions, so that whoever runs a plan hands on one thing. `Plan.job` takes them
/// apart.
public final class Accompanied: Denoiser {
  public let base: any Denoiser
  public let companions: Companions

  public init(_ base: any Denoiser, by companions: Companions) {
    self.base = base
    self.companions = companions
  }

  public var shape: SampleShape { base.shape }
  public var prediction: Prediction { base.prediction }
  public var classNames: [String] { base.classNames }
  public var needsClass: Bool { base.needsClass }
  public var learnsVariance: Bool { base.learnsVariance }
  public var sampler: CheckpointSampler? { base.sampler }

  public func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser {
    Accompanied(base.telling(time), by: companions)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    variance: AlignedBuffer, with kernels: Kernels
  ) {
    base.evaluate(
      x, at: level, classes: classes, into: output, variance: variance, with: kernels)
  }
}

extension Denoiser {
  /// The model alone, without what stands beside it.
  public var alone: any Denoiser { (self as? Accompanied)?.base ?? self }

  /// What stands beside it.
  public var companions: Companions { (self as? Accompanied)?.companions ?? Companions() }
}
