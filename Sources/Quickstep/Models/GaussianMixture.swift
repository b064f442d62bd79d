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

  /// What the components stand for.
  public enum Meaning: Hashable, Sendable {
    /// Each is a mode that a sampler may find or miss.
    case modes
    /// Together they draw a shape; one alone means nothing.
    case outline
  }

  /// Class after class, in the order given within each.
  public let components: [Component]
  public let meaning: Meaning
  public let shape: SampleShape
  public let prediction = Prediction.data
  public let pathTolerance = 1e-11
  public let pathBudget = 8_000
  public let classNames: [String]

  /// For each class the components that belong to it.
  private let ranges: [Range<Int>]
  private let tables: MixtureTables

  /// - Parameters:
  ///   - components: of one dimension; the weights are above 0 and sum to 1 over all classes.
  ///   - classNames: empty for a mixture without classes; else each has a component.
  public init(
    components: [Component], classNames: [String] = [], meaning: Meaning = .modes
  ) {
    let classes = 0..<max(1, classNames.count)
    let groups = classes.map { index in components.filter { $0.classIndex == index } }
    precondition(groups.allSatisfy { !$0.isEmpty }, "a class without components")
    let sorted = groups.flatMap { $0 }
    precondition(sorted.count == components.count, "a component of an unknown class")
    self.components = sorted
    self.classNames = classNames
    self.meaning = meaning
    shape = .point(dimensions: sorted[0].mean.count)
    var end = 0
    ranges = groups.map { group in
      defer { end += group.count }
      return end..<end + group.count
    }
    tables = MixtureTables(
      dimension: shape.count, weights: sorted.map(\.weight), means: sorted.flatMap(\.mean),
      deviations: sorted.map(\.deviation), classes: sorted.map { Int32($0.classIndex) })
  }

  /// The mixture with the deviation of every component grown by that of noise added to it.
  public func widened(by deviation: Double) -> GaussianMixture {
    GaussianMixture(
      components: components.map { component in
        var wider = component
        wider.deviation = hypot(component.deviation, deviation)
        return wider
      }, classNames: classNames, meaning: meaning)
  }

  /// The components of a class, of all for `anyClass`.
  public func components(ofClass wanted: Int32) -> Range<Int> {
    wanted == anyClass ? components.indices : ranges[Int(wanted)]
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    tables.evaluate(
      x.values, alpha: level.alpha, sigma: level.sigma, classes: classes,
      into: MixtureRequest(mean: output.mutableValues), with: kernels)
  }

  /// log p(x) of the noisy data at a level.
  /// - Parameter points: rows of samples.
  /// - Returns: one number for each row.
  public func logDensity(
    _ points: [Double], at level: NoiseLevel, ofClass wanted: Int32 = anyClass,
    with kernels: Kernels
  ) -> [Double] {
    let result = AlignedBuffer(count: points.count / shape.count)
    points.withUnsafeBufferPointer { points in
      tables.evaluate(
        points, alpha: level.alpha, sigma: level.sigma,
        classes: Array(repeating: wanted, count: result.count),
        into: MixtureRequest(logDensity: result.mutableValues), with: kernels)
    }
    return Array(result.values)
  }
}
