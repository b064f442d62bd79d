import Quickstep
import Tensors

/// A model that stops computing once its run is cancelled, so that cancelling takes no longer than
/// one evaluation; what a cancelled run computes is thrown away.
final class GatedModel: Denoiser {
  private let base: any Denoiser
  private let isCancelled: @Sendable () -> Bool

  init(_ base: any Denoiser, isCancelled: @escaping @Sendable () -> Bool) {
    self.base = base
    self.isCancelled = isCancelled
  }

  var shape: SampleShape { base.shape }
  var prediction: Prediction { base.prediction }
  var classNames: [String] { base.classNames }
  var needsClass: Bool { base.needsClass }
  var learnsVariance: Bool { base.learnsVariance }
  var sampler: CheckpointSampler? { base.sampler }
  var parts: [String] { base.parts }

  func trimmed(of parts: Set<String>) -> any Denoiser {
    GatedModel(base.trimmed(of: parts), isCancelled: isCancelled)
  }

  var attention: FrameAttention? { base.attention }

  func masked(by tiles: [AttentionTiles]) -> any Denoiser {
    GatedModel(base.masked(by: tiles), isCancelled: isCancelled)
  }

  func attentionShares(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], with kernels: Kernels
  ) -> [[[Double]]] {
    base.attentionShares(x, at: level, classes: classes, with: kernels)
  }

  func tileLosses(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], masks: [AttentionTiles],
    with kernels: Kernels
  ) -> [[TileLoss]] {
    base.tileLosses(x, at: level, classes: classes, masks: masks, with: kernels)
  }

  func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser {
    GatedModel(base.telling(time), isCancelled: isCancelled)
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    guard !isCancelled() else { return }
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    variance: AlignedBuffer, with kernels: Kernels
  ) {
    guard !isCancelled() else { return }
    base.evaluate(
      x, at: level, classes: classes, into: output, variance: variance, with: kernels)
  }
}
