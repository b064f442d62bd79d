import Tensors

/// A model with a refiner beside it, so that whoever runs a plan hands on one thing; `Plan.job`
/// takes them apart.
public final class Refined: Denoiser {
  public let base: any Denoiser
  public let refiner: any CompanionNetwork

  public init(_ base: any Denoiser, by refiner: any CompanionNetwork) {
    self.base = base
    self.refiner = refiner
  }

  public var shape: SampleShape { base.shape }
  public var prediction: Prediction { base.prediction }
  public var classNames: [String] { base.classNames }
  public var needsClass: Bool { base.needsClass }
  public var learnsVariance: Bool { base.learnsVariance }
  public var sampler: CheckpointSampler? { base.sampler }

  public func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser {
    Refined(base.telling(time), by: refiner)
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
