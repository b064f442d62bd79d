import Glibc
import Tensors

/// A model of the same data with noise of a fixed deviation w added to it: a weaker model that needs
/// no training.
///
/// At a level (alpha, sigma) its states are those of the base at (alpha, sigma_w), sigma_w² = sigma² +
/// alpha² w². With the base's data prediction D there, the score of both is (alpha D - x) / sigma_w²,
/// so that it predicts
///
///     D_w = r D + (alpha w² / sigma_w²) x,   r = sigma² / sigma_w²
public final class Blurred<Base: Denoiser>: Denoiser {
  public let base: Base
  public let deviation: Double
  public let prediction = Prediction.data

  /// - Parameter deviation: w, above 0.
  public init(_ base: Base, by deviation: Double) {
    precondition(deviation > 0, "a blur without width")
    self.base = base
    self.deviation = deviation
  }

  public var shape: SampleShape { base.shape }
  public var classNames: [String] { base.classNames }
  public var needsClass: Bool { base.needsClass }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let spread = level.alpha * deviation
    let sigma = hypot(level.sigma, spread)
    let wider = NoiseLevel(t: level.t, alpha: level.alpha, sigma: sigma)
    base.evaluate(x, at: wider, classes: classes, into: output, with: kernels)
    let toData = base.prediction.conversion(to: .data, at: wider)
    let share = level.sigma / sigma, ratio = share * share
    kernels.combine(
      into: output.mutableValues,
      [
        (ratio * toData.state + spread / sigma * (deviation / sigma), x.values),
        (ratio * toData.output, output.values),
      ])
  }
}

extension Blurred: ExactModel where Base: ExactModel {
  public var pathTolerance: Double { base.pathTolerance }
  public var pathBudget: Int { base.pathBudget }

  public func meanVariance(ofClass wanted: Int32) -> Double {
    base.meanVariance(ofClass: wanted) + deviation * deviation
  }

  public func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    let noise = AlignedBuffer(count: classes.count * shape.count)
    kernels.fillNormals(
      noise.mutableValues, samples: 0..<UInt32(classes.count),
      key: NoiseKey(seed: seed, step: 2, purpose: NoisePurpose.truth.rawValue))
    let sharp = base.trueSamples(classes: classes, seed: seed, with: kernels)
    return sharp.indices.map { sharp[$0] + deviation * noise[$0] }
  }
}

extension Denoiser {
  /// The model of the same data with noise added.
  /// - Parameter deviation: of the noise, above 0.
  public func blurred(by deviation: Double) -> any Denoiser {
    // An exact model stays one.
    func blur(_ model: some ExactModel) -> any Denoiser { Blurred(model, by: deviation) }
    return (self as? any ExactModel).map { blur($0) } ?? Blurred(self, by: deviation)
  }
}
