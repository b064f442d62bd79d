/// Where the states of a batch live and how they are computed with: memory, or nothing at all for
/// a dry run.
///
/// Solvers and guidance never touch elements; every loop over elements stands behind this
/// protocol, in concrete code.
protocol StateSpace: AnyObject {
  /// A fresh slot whose content is undefined.
  func allocate() -> Slot
  func release(_ slot: Slot)
  /// target = sum of the terms, in one pass over memory.
  func combine(_ terms: [Term], into target: Slot)
  /// target = sum of the terms plus a number for each coordinate, or one for all; no term is the
  /// target.
  func combine(_ terms: [CoordinateTerm], plus constant: [Double], into target: Slot)
  /// Whom evaluations ask from here on, as `Step.model` counts.
  func ask(_ model: Int)
  /// The model's own prediction for every sample.
  func evaluate(_ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot)
  /// Also the model's own numbers for variances.
  func evaluate(
    _ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot, variance: Slot)
  /// What a network beside the model answers.
  func ask(
    _ companion: CompanionName, _ inputs: [Slot], at level: NoiseLevel, classes: [Int32],
    into output: Slot)
  /// The own prediction of a model beside the sampled one, for every sample.
  func evaluate(
    _ companion: CompanionName, _ x: Slot, at level: NoiseLevel, classes: [Int32],
    into output: Slot)
  /// Noise, element by element times the deviation that a model's numbers stand for.
  func scale(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot, into target: Slot)
  /// Whether standard normals are what comes next, whichever draw is meant.
  var drawsInOrder: Bool { get }
  /// Standard normals.
  func drawNoise(_ draw: NoiseDraw, into target: Slot)
  /// Limits the data prediction in place.
  /// - Returns: the share of elements that were changed.
  func clip(_ data: Slot, by clip: any Clip) -> Double
  /// a times the ratio of the standard deviations of `reference` and a, sample by sample.
  func matchDeviation(of a: Slot, to reference: Slot, into target: Slot)
  /// a times, sample by sample, a factor that follows from inner products with b.
  func scale(_ a: Slot, beside b: Slot, by factor: SampleFactor, into target: Slot)
  /// What is known of the model makes of every sample.
  func apply(
    _ map: any SampleMap, of knowledge: MapKnowledge, to x: Slot, classes: [Int32],
    into target: Slot)
  func measure(_ a: Slot) -> StateMeasure
  /// As `StepContext.error` has it.
  func error(
    _ a: Slot, _ b: Slot, beside reference: Slot, absolute: Double, relative: Double
  ) -> ScaledError
  func compare(_ a: Slot, _ b: Slot) -> StateComparison
  /// For each sample the variance of its elements, with divisor n - 1.
  func variances(_ a: Slot) -> [Double]
  /// The first `count` elements, sample by sample.
  func values(_ a: Slot, first count: Int) -> [Double]
}

/// Of two states a and b of one sample.
struct InnerProducts {
  var aa, ab, bb: Double
}

/// What a sample a is multiplied by beside b.
enum SampleFactor: Hashable {
  /// <a, b> / <a, a>, and zero where a is: the part of b along a.
  case projection
  /// What brings its Euclidean norm down to a limit.
  case limit(norm: Double)

  func callAsFunction(_ products: InnerProducts) -> Double {
    switch self {
    case .projection: products.aa > 0 ? products.ab / products.aa : 0
    case .limit(let norm): min(1, norm / products.aa.squareRoot())
    }
  }
}

/// What a map of samples stands for.
enum MapKnowledge: UInt64 {
  /// What the start has worked out.
  case start
  /// The means of the data.
  case means
}

/// What one look at a batch tells.
struct StateMeasure {
  /// Root mean square over all elements.
  var rootMeanSquare: Double
  var maximum: Double
  /// The first sample that holds NaN, infinity, or numbers too large to be squared and summed.
  var firstBadSample: Int?
}

/// A difference in units of what is tolerated.
public struct ScaledError: Hashable, Sendable {
  /// Root mean square over the batch.
  public var rootMeanSquare: Double
  /// The largest root mean square of a sample.
  public var largest: Double
}

/// What one look at two batches tells.
struct StateComparison {
  /// Root mean square of the difference.
  var difference: Double
  /// Of the angle between the two; `nil` when one of them is zero.
  var cosine: Double?
}

extension StateSpace {
  func ask(_ model: Int) {}

  /// All elements, sample by sample.
  func values(_ a: Slot) -> [Double] { values(a, first: .max) }
}
