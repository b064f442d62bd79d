import Tensors

/// A model asked for another kind of prediction than its own: what it computes stays the same,
/// only what guidance and solvers are given differs.
public final class Recast: Denoiser {
  public let base: any Denoiser
  public let prediction: Prediction

  public init(_ base: any Denoiser, as prediction: Prediction) {
    self.base = base
    self.prediction = prediction
  }

  public var shape: SampleShape { base.shape }
  public var classNames: [String] { base.classNames }
  public var needsClass: Bool { base.needsClass }
  public var learnsVariance: Bool { base.learnsVariance }
  public var sampler: CheckpointSampler? { base.sampler }

  public var parts: [String] { base.parts }

  public func trimmed(of parts: Set<String>) -> any Denoiser {
    Recast(base.trimmed(of: parts), as: prediction)
  }

  public var attention: FrameAttention? { base.attention }

  public func masked(by tiles: [AttentionTiles]) -> any Denoiser {
    Recast(base.masked(by: tiles), as: prediction)
  }

  public func attentionShares(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], with kernels: Kernels
  ) -> [[[Double]]] {
    base.attentionShares(x, at: level, classes: classes, with: kernels)
  }

  public func tileLosses(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], masks: [AttentionTiles],
    with kernels: Kernels
  ) -> [[TileLoss]] {
    base.tileLosses(x, at: level, classes: classes, masks: masks, with: kernels)
  }

  public func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser {
    Recast(base.telling(time), as: prediction)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
    recast(output, of: x, at: level, with: kernels)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    variance: AlignedBuffer, with kernels: Kernels
  ) {
    base.evaluate(
      x, at: level, classes: classes, into: output, variance: variance, with: kernels)
    recast(output, of: x, at: level, with: kernels)
  }

  private func recast(
    _ output: AlignedBuffer, of x: AlignedBuffer, at level: NoiseLevel, with kernels: Kernels
  ) {
    let conversion = base.prediction.conversion(to: prediction, at: level)
    kernels.combine(
      into: output.mutableValues,
      [(conversion.state, x.values), (conversion.output, output.values)])
  }
}
