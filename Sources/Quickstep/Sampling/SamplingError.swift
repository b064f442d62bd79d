/// Why a run cannot start or go on.
public enum SamplingError: Error, Hashable, Sendable {
  public enum Quantity: String, Sendable { case state, data }

  /// NaN or infinity in `quantity` of `sample` after `step`.
  case notFinite(step: Int, sample: Int, quantity: Quantity, level: NoiseLevel)
  case steps(Int, allowed: ClosedRange<Int>)
  case batch(Int, allowed: ClosedRange<Int>)
  case tooLarge(batch: Int, width: Int, limit: Int)
  case sigmaRange(low: Double, high: Double)
  case levelsNotDecreasing(index: Int, sigma: Double, next: Double)
  case tooFewLevels(Int)
  /// The grid spaces sigma/alpha, and the schedule begins at infinity.
  case noHighestLevel(grid: String, schedule: String)
  case levelOutsideSchedule(sigma: Double, schedule: String)
  /// The rule of a grid leads beyond the schedule's path.
  case noLevels(grid: String, schedule: String)
  case unknownClass(String, known: [String])
  case noClasses(model: String)
  /// Counted from 0.
  case noClassNumber(Int, classes: Int)
  case guidanceNeedsClass(guidance: String)
  case modelNeedsClass(model: String)
  case guidanceNeedsWhole(guidance: String, model: String)
  /// The guidance has two predictions, and the solver goes by one.
  case guidanceNeedsRenoising(guidance: String, solver: String, able: [String])
  case stepsBeyondTable(Int, entries: Int)
  /// The grid has its own number of steps where others were asked for.
  case fixedSteps(grid: String, steps: Int)
  /// Words of the plan are left to a file that the model does not have.
  case noSampler(model: String, words: [String])
  /// Words of the plan are left to a file whose sampler has no translation.
  case samplerUntranslated(words: [String], reason: TranslationError)
  /// A solver has another number of weights than the steps take; none where none are allowed.
  case weights(Int, solver: String, steps: Int, allowed: [Int])
  /// The solver asks for variances, which the model has not learned.
  case noVariance(model: String)
  /// What steps leave out, in no form that can be read.
  case skips(String)
  /// None of the model's parts can be left out.
  case noParts(model: String)
  case unknownPart(String, known: [String])
  /// Counted from 1.
  case noStepToSkip(Int, part: String, steps: Int)
  /// The solver goes by what the model does on average, which nobody can measure.
  case noStatistics(model: String)
}
