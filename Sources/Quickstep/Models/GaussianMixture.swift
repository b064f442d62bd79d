import Glibc
import Tensors

/// A mixture of round Gaussians p(x) = sum w_k N(x; mu_k, s_k² I), with exact predictions.
///
/// With classes, each class is a mixture of its own and the whole distribution is the mixture over
/// classes.
public final class GaussianMixture: ExactModel {
  public struct Component: Hashable, Sendable {
    public var weight: Double
    public var mean: [Double]
    public var deviation: Double
    /// The class it belongs to; 0 where there are none.
    public var classIndex: Int

    public init(weight: Double, mean: [Double], deviation: Double, classIndex: Int = 0) {
      self.weight = weight
      self.mean = mean
      self.deviation = deviation
      self.classIndex = classIndex
    }
  }

  public let components: [Component]
  public let shape: SampleShape
  public let prediction = Prediction.data
  public let classNames: [String]

  /// - Parameters:
  ///   - components: of one dimension; the weights sum to 1 over all classes.
  ///   - classNames: empty for a mixture without classes.
  public init(components: [Component], classNames: [String] = []) {
    precondition(!components.isEmpty)
    self.components = components
    self.classNames = classNames
    shape = .point(dimensions: components[0].mean.count)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let d = shape.count
    for (row, wanted) in classes.enumerated() {
      posteriorMean(
        x.start + row * d, at: level, ofClass: wanted, into: output.start + row * d)
    }
  }

  /// D = sum_k r_k (mu_k + alpha s_k² / V_k (x - alpha mu_k)), V_k = alpha² s_k² + sigma², with r
  /// the posterior weights of the components.
  private func posteriorMean(
    _ x: UnsafeMutablePointer<Double>, at level: NoiseLevel, ofClass wanted: Int32,
    into out: UnsafeMutablePointer<Double>
  ) {
    let d = shape.count, alpha = level.alpha, sigma = level.sigma
    let used = components.filter { wanted == anyClass || $0.classIndex == Int(wanted) }
    let variances = used.map {
      alpha * alpha * $0.deviation * $0.deviation + sigma * sigma
    }
    let logits = zip(used, variances).map { component, variance in
      var distance = 0.0
      for i in 0..<d {
        let difference = x[i] - alpha * component.mean[i]
        distance += difference * difference
      }
      return log(component.weight) - Double(d) / 2 * log(variance) - distance / (2 * variance)
    }
    let largest = logits.max() ?? 0
    let weights = logits.map { exp($0 - largest) }
    let total = weights.reduce(0, +)
    for i in 0..<d { out[i] = 0 }
    for (index, component) in used.enumerated() {
      let r = weights[index] / total
      let pull = alpha * component.deviation * component.deviation / variances[index]
      for i in 0..<d {
        out[i] += r * (component.mean[i] + pull * (x[i] - alpha * component.mean[i]))
      }
    }
  }

  public func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    let d = shape.count
    let samples = 0..<UInt32(classes.count)
    let key = NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.truth.rawValue)
    let rows = AlignedBuffer(count: classes.count * d)
    let choices = AlignedBuffer(count: classes.count)
    kernels.fillNormals(rows.mutableValues, samples: samples, key: key)
    kernels.fillUniforms(
      choices.mutableValues, samples: samples,
      key: NoiseKey(seed: seed, step: 1, purpose: NoisePurpose.truth.rawValue))
    for (row, wanted) in classes.enumerated() {
      let component = pick(choices[row], ofClass: wanted)
      for i in 0..<d {
        rows[row * d + i] = component.mean[i] + component.deviation * rows[row * d + i]
      }
    }
    return Array(rows.values)
  }

  /// The component at which the running sum of the weights passes the share `u` of their total.
  private func pick(_ u: Double, ofClass wanted: Int32) -> Component {
    let used = components.filter { wanted == anyClass || $0.classIndex == Int(wanted) }
    var rest = u * used.reduce(0) { $0 + $1.weight }
    for component in used {
      rest -= component.weight
      if rest < 0 { return component }
    }
    return used[used.count - 1]
  }
}
