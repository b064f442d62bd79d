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
  public let pathAccuracy = PathAccuracy.fine
  public let classNames: [String]

  /// For each class the components that belong to it.
  let ranges: [Range<Int>]
  /// The means, row by row; log w_k; s_k².
  let means, logWeights, variances: [Double]

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
    means = sorted.flatMap(\.mean)
    logWeights = sorted.map { log($0.weight) }
    variances = sorted.map { $0.deviation * $0.deviation }
  }

  /// The components of a class, of all for `anyClass`.
  public func components(ofClass wanted: Int32) -> Range<Int> {
    wanted == anyClass ? components.indices : ranges[Int(wanted)]
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let d = shape.count
    nonisolated(unsafe) let from = x.start
    nonisolated(unsafe) let to = output.start
    eachRow(classes, with: kernels) { row, logits in
      posteriorMean(
        from + row * d, at: level, over: components(ofClass: classes[row]), logits,
        into: to + row * d)
    }
  }

  /// log p(x) of the noisy data at a level.
  /// - Parameter points: rows of samples.
  /// - Returns: one number for each row.
  public func logDensity(
    _ points: [Double], at level: NoiseLevel, ofClass wanted: Int32 = anyClass,
    with kernels: Kernels
  ) -> [Double] {
    let d = shape.count, used = components(ofClass: wanted)
    let constant = Double(d) / 2 * log(2 * .pi) + log(used.reduce(0) { $0 + components[$1].weight })
    let buffer = AlignedBuffer(points)
    let result = AlignedBuffer(count: points.count / d)
    nonisolated(unsafe) let from = buffer.start
    nonisolated(unsafe) let to = result.start
    let classes = Array(repeating: wanted, count: result.count)
    eachRow(classes, with: kernels) { row, logits in
      let largest = fill(logits, from + row * d, at: level, over: used)
      let sum = logits[..<used.count].reduce(0) { $0 + exp($1 - largest) }
      to[row] = largest + log(sum) - constant
    }
    return Array(result.values)
  }
}

extension GaussianMixture {
  /// Calls `body` with every row and room for its logits, rows shared out to threads.
  private func eachRow(
    _ classes: [Int32], with kernels: Kernels,
    _ body: @Sendable (Int, UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let rowsAtOnce = max(1, 4096 / components.count)
    kernels.pool.parallelFor((classes.count + rowsAtOnce - 1) / rowsAtOnce) { block in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: components.count) { logits in
        for row in block * rowsAtOnce..<min((block + 1) * rowsAtOnce, classes.count) {
          body(row, logits)
        }
      }
    }
  }

  /// log w_k - d/2 log V_k - |x - alpha mu_k|² / 2 V_k, V_k = alpha² s_k² + sigma².
  /// - Returns: the largest of them.
  private func fill(
    _ logits: UnsafeMutableBufferPointer<Double>, _ x: UnsafePointer<Double>,
    at level: NoiseLevel, over used: Range<Int>
  ) -> Double {
    let d = shape.count
    var largest = -Double.infinity
    means.withUnsafeBufferPointer { means in
      for (place, k) in used.enumerated() {
        var distance = 0.0
        for i in 0..<d {
          let difference = x[i] - level.alpha * means[k * d + i]
          distance += difference * difference
        }
        let variance = level.alpha * level.alpha * variances[k] + level.sigma * level.sigma
        let logit = logWeights[k] - Double(d) / 2 * log(variance) - distance / (2 * variance)
        logits[place] = logit
        largest = max(largest, logit)
      }
    }
    return largest
  }

  /// D = sum_k r_k (mu_k + alpha s_k² / V_k (x - alpha mu_k)), with r the posterior weights.
  private func posteriorMean(
    _ x: UnsafePointer<Double>, at level: NoiseLevel, over used: Range<Int>,
    _ logits: UnsafeMutableBufferPointer<Double>, into out: UnsafeMutablePointer<Double>
  ) {
    let d = shape.count, alpha = level.alpha
    let largest = fill(logits, x, at: level, over: used)
    var total = 0.0
    for i in 0..<d { out[i] = 0 }
    means.withUnsafeBufferPointer { means in
      for (place, k) in used.enumerated() {
        let r = exp(logits[place] - largest)
        if r == 0 { continue }
        total += r
        let pull =
          alpha * variances[k] / (alpha * alpha * variances[k] + level.sigma * level.sigma)
        for i in 0..<d {
          out[i] += r * (means[k * d + i] + pull * (x[i] - alpha * means[k * d + i]))
        }
      }
    }
    for i in 0..<d { out[i] /= total }
  }
}
