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
  /// The model's own prediction for every sample.
  func evaluate(_ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot)
  /// Also the model's own numbers for variances.
  func evaluate(
    _ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot, variance: Slot)
  /// Noise, element by element times the deviation that a model's numbers stand for.
  func scale(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot, into target: Slot)
  /// Standard normals of this step.
  func drawNoise(_ purpose: NoisePurpose, step: Int, into target: Slot)
  /// Limits the data prediction in place.
  /// - Returns: the share of elements that were changed.
  func clip(_ data: Slot, by clip: any Clip) -> Double
  /// a times the ratio of the standard deviations of `reference` and a, sample by sample.
  func matchDeviation(of a: Slot, to reference: Slot, into target: Slot)
  func measure(_ a: Slot) -> StateMeasure
  func compare(_ a: Slot, _ b: Slot) -> StateComparison
  /// The first `count` elements, sample by sample.
  func values(_ a: Slot, first count: Int) -> [Double]
}

/// What one look at a batch tells.
struct StateMeasure {
  /// Root mean square over all elements.
  var rootMeanSquare: Double
  var maximum: Double
  /// The first sample that holds NaN, infinity, or numbers too large to be squared and summed.
  var firstBadSample: Int?
}

/// What one look at two batches tells.
struct StateComparison {
  /// Root mean square of the difference.
  var difference: Double
  /// Of the angle between the two; `nil` when one of them is zero.
  var cosine: Double?
}

extension StateSpace {
  /// All elements, sample by sample.
  func values(_ a: Slot) -> [Double] { values(a, first: .max) }
}
