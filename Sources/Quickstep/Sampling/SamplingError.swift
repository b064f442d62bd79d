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
  /// Levels that the model is told are listed for another number of steps.
  case toldLevels(Int, steps: Int)
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
  /// The guidance asks a model that the plan does not name.
  case guidanceNeedsGuide(guidance: String)
  case guideDiffers(guide: String, SampleShape, model: String, SampleShape)
  case guideHasOtherClasses(guide: String, model: String)
  case stepsBeyondTable(Int, entries: Int)
  /// The grid has its own number of steps where others were asked for.
  case fixedSteps(grid: String, steps: Int)
  /// Words of the plan are left to a file that the model does not have.
  case noSampler(model: String, words: [String])
  /// Words of the plan are left to a file whose sampler has no translation.
  case samplerUntranslated(words: [String], reason: TranslationError)
  /// The solver asks a refiner, and the plan names none.
  case noRefiner(solver: String)
  /// A network beside the model is for other samples than it.
  case networkDiffers(CompanionName, String, model: String)
  case networkHasOtherClasses(CompanionName, String, model: String)
  /// The plan names a network that neither solver nor start asks.
  case networkUnused(CompanionName, solver: String, start: String)
  /// The solver asks for variances, which the model has not learned.
  case noVariance(model: String)
  /// The solver goes by what the model does on average, which was estimated for other plans only.
  case noStatistics(model: String, wanted: String, stored: [String])
  /// The reading tells levels by how much a sample's numbers vary, and those are too few.
  case readingNeedsEntries(reading: String, entries: Int, needed: Int)
  /// The reading goes by the variance of the data, which nobody knows.
  case readingNeedsData(reading: String, model: String)
  /// The reading goes from level to level of a grid, and the solver chooses its own.
  case readingNeedsGrid(reading: String, solver: String)
  /// The start goes by the distribution of the data, which nobody knows.
  case startNeedsData(start: String, model: String)
  /// The start goes by the distribution of the data or by a network that has learned what it needs of
  /// that, and there is neither.
  case startNeedsNetwork(start: String, model: String)
  /// The solver goes by the mean of the data, which nobody knows.
  case solverNeedsMean(solver: String, model: String)
  /// The start says where levels begin, and they come from a file.
  case startPlacesLevels(start: String)
  /// The path ends above the level that the start begins at.
  case startBelowPath(start: String, sigma: Double, schedule: String)
  /// No run of the grid has so many steps below the start.
  case noLevelsBelowStart(grid: String, steps: Int, start: String, sigma: Double)
  /// A solver has another number of weights than the steps take; none where none are allowed.
  case weights(Int, solver: String, steps: Int, allowed: [Int])
  /// What steps leave out, in no form that can be read.
  case skips(String)
  /// None of the model's parts can be left out.
  case noParts(model: String)
  case unknownPart(String, known: [String])
  /// Counted from 1.
  case noStepToSkip(Int, part: String, steps: Int)
  /// Masks of attention tiles, in no form that can be read.
  case tiles(String)
  /// The model has no attention over frames.
  case noFrames(model: String)
  case tooManyReferences(Int, frames: Int)
  /// Masks for another number of layers than there are.
  case otherLayers(Int, layers: Int)
  /// The run that is forked has fewer steps.
  case forkBeyondEnd(step: Int, steps: Int)
  /// The grid has no level below the one that a fork goes on from.
  case noLevelsBelowFork(sigma: Double)
  case forkBatch(Int, origin: Int)
  case forkShape(String, SampleShape, origin: String, SampleShape)
}
