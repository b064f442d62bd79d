// What, where, what to do next.

extension SamplingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFinite(let step, let sample, let quantity, let level):
      "Step \(step) made NaN or infinity in the \(quantity.name) of sample \(sample), "
        + "at \(levelText(level)). "
        + (step == 0
          ? tooLargeStart
          : likelyCause(quantity, level)
            ?? (step == 1 && quantity == .data ? ownNumbers : tooStrong))
    case .steps(let steps, let allowed):
      "\(steps) steps cannot be run. Use \(rangeText(allowed))."
    case .batch(let batch, let allowed):
      "A batch of \(batch) samples cannot be run. Use \(rangeText(allowed))."
    case .tooLarge(let batch, let width, let limit):
      "A batch of \(batch) samples of \(width) numbers is too large for the memory. "
        + (width > limit
          ? "Use samples of at most \(limit) numbers." : "Use a batch of 1 … \(limit / width).")
    case .sigmaRange(let low, let high):
      "The noise levels would not fall from sigma/alpha \(brief(high)) "
        + "to \(brief(low)). "
        + "Make the grid's min smaller than its max."
    case .levelsNotDecreasing(let index, let sigma, let next):
      "Noise levels must fall: level \(index) has sigma/alpha \(exact(sigma)), "
        + "level \(index + 1) has \(exact(next)). Use fewer steps, a wider range or another grid."
    case .noHighestLevel(let grid, let schedule):
      "The grid \(shown(grid)) needs a highest sigma/alpha, and the schedule \(shown(schedule)) "
        + "begins at pure noise. Give it one, as in \(grid):max=80, or use the grid trailing."
    case .tooFewLevels(let count):
      "A run needs at least 2 noise levels, the list has \(count). Add levels, separated by /."
    case .toldLevels(let count, let steps):
      "The grid lists \(count) level\(count == 1 ? "" : "s") that the model is told, and a run of "
        + "\(steps) step\(steps == 1 ? "" : "s") needs one each. List as many as steps, or set told to "
        + "auto."
    case .levelOutsideSchedule(let sigma, let schedule):
      "The schedule \(shown(schedule)) has no level with sigma/alpha \(brief(sigma)). "
        + "Choose levels inside its range or another schedule."
    case .noLevels(let grid, let schedule):
      "The grid \(shown(grid)) finds no levels between these ends: its rule leads beyond the path "
        + "of the schedule \(shown(schedule)). Change the grid's knobs, or choose another."
    case .unknownClass(let name, let known):
      "The model has no class \(quoted(name)). \(advice(name, known))"
    case .noClasses(let model):
      "\(shown(model)) has no classes. Use class any, or a model with classes "
        + "(an IDX file needs its label file beside it)."
    case .guidanceNeedsClass(let guidance):
      "The guidance \(shown(guidance)) pulls towards a class, and none is chosen. "
        + "Choose a class, or each, or guidance none."
    case .modelNeedsClass(let model):
      "\(shown(model)) always wants a class, and none is chosen. Choose a class, or each."
    case .guidanceNeedsWhole(let guidance, let model):
      "The guidance \(shown(guidance)) compares with the whole distribution, which "
        + "\(shown(model)) cannot be asked for: it was trained without a class for it. "
        + "Choose guidance none."
    case .noClassNumber(let number, let count):
      "The model has no class number \(number): it has \(count), counted from 0. Choose one of them."
    case .guidanceNeedsRenoising(let guidance, let solver, let able):
      "The guidance \(shown(guidance)) denoises by one prediction and puts noise back by another, "
        + "which the solver \(shown(solver)) does not tell apart. Choose another: \(listed(able)) do."
    case .guidanceNeedsGuide(let guidance):
      "The guidance \(shown(guidance)) moves away from a weaker model, and none is named. Name it by "
        + "guide: a model, or the same one with blur, as in ring-8:blur=0.3."
    case .guideDiffers(let guide, let shape, let model, let wanted):
      "The guide \(shown(guide)) makes samples of \(sizeText(shape)), and \(shown(model)) of "
        + "\(sizeText(wanted)). Choose a guide for the same data."
    case .guideHasOtherClasses(let guide, let model):
      "The guide \(shown(guide)) has other classes than \(shown(model)). Choose a guide for the same "
        + "data, or class any."
    case .stepsBeyondTable(let steps, let entries):
      "\(steps) steps do not fit the schedule's table of \(entries) time steps. "
        + "Use at most \(entries) steps or another grid."
    case .noRefiner(let solver):
      "The solver \(shown(solver)) asks a refiner. Name the folder of one as refiner, or set "
        + "refined to 0."
    case .networkDiffers(let name, let folder, let model):
      "The \(name.text) network \(shown(folder)) is for samples of another form than those of "
        + "\(shown(model)). Name one that was trained on the same data."
    case .networkHasOtherClasses(let name, let folder, let model):
      "The \(name.text) network \(shown(folder)) has other classes than \(shown(model)). Name one that "
        + "was trained on the same data, or class any."
    case .networkUnused(.refiner, let solver, _):
      "The solver \(shown(solver)) asks no refiner. Leave it out, or choose flow-turbo with some "
        + "steps refined."
    case .networkUnused(let name, _, let start):
      "The start \(shown(start)) asks no \(name.text) network. Leave it out, or choose the start "
        + "\(name.text)."
    case .noVariance(let model):
      "\(shown(model)) has learned no variances. Choose variance small or large."
    case .noStatistics(let model, let wanted, let stored):
      "\(shown(model)) has no statistics for \(shown(wanted))"
        + (stored.isEmpty ? "" : ", but for \(listed(stored.prefix(5).map { "\"\(shown($0))\"" }))")
        + ". Estimate them with quickstep statistics (S in the workbench), or have the solver "
        + "extrapolate data or noise."
    case .readingNeedsEntries(let reading, let entries, let needed):
      "The reading \(shown(reading)) tells a sample's level by how much its numbers vary, and "
        + "\(entries) \(entries == 1 ? "number says" : "numbers say") nothing of it. Choose a model "
        + "whose samples have \(needed) numbers or more, or reading scheduled."
    case .readingNeedsData(let reading, let model):
      "The reading \(shown(reading)) with criterion corrected goes by the variance within true "
        + "samples, and the distribution of \(shown(model)) is not known. Choose criterion plain."
    case .readingNeedsGrid(let reading, let solver):
      "The reading \(shown(reading)) goes from level to level of the grid, and the solver "
        + "\(shown(solver)) chooses its own. Choose another solver, or reading scheduled."
    case .startNeedsData(let start, let model):
      "The start \(shown(start)) goes by the distribution of the data, and that of \(shown(model)) "
        + "is not known. Choose start noise, or a mixture or a data set."
    case .startNeedsNetwork(let start, let model):
      "The start \(shown(start)) goes by the mean of the data, and that of \(shown(model)) is not "
        + "known. Name the folder of a network that has learned it as one-more-step: quickstep train "
        + "--method one-more-step --data DATA --output FOLDER makes one."
    case .solverNeedsMean(let solver, let model):
      "The solver \(shown(solver)) is to begin with the mean of the data, and that of "
        + "\(shown(model)) is not known. Set first-by to model, or first to a number, or name the "
        + "folder of a network that has learned it as one-more-step."
    case .startPlacesLevels(let start):
      "The start \(shown(start)) says where levels begin, and grid checkpoint takes them from a "
        + "file. Choose a grid, or start noise."
    case .startBelowPath(let start, let sigma, let schedule):
      "The start \(shown(start)) begins at sigma/alpha \(brief(sigma)), where the path of the "
        + "schedule \(shown(schedule)) has ended. Begin higher."
    case .noLevelsBelowStart(let grid, let steps, let start, let sigma):
      "The grid \(shown(grid)) does not place \(steps) steps below sigma/alpha \(brief(sigma)), "
        + "where the start \(shown(start)) begins. Change the steps, or choose another grid."
    case .weights(let count, let solver, let steps, let allowed):
      "The solver \(shown(solver)) lists \(count) weight\(count == 1 ? "" : "s"), which do not fit "
        + "\(steps) step\(steps == 1 ? "" : "s"). "
        + (allowed.isEmpty
          ? "Set its weights to auto."
          : "List \(someOf(allowed)), or set its weights to auto.")
    case .skips(let text):
      "skip: \(quoted(text)) is no list of parts with steps. Write as in mid.attn.0@2..4/6+mid.res.0, "
        + "steps counted from 1, or none."
    case .noParts(let model):
      "\(shown(model)) has no parts that can be left out. Set skip to none, or take a network."
    case .unknownPart(let name, let known):
      "The model has no part \(quoted(name)) that can be left out. \(advice(name, known))"
    case .noStepToSkip(let step, let part, let steps):
      "\(shown(part)) cannot be left out at step \(step): the run has \(steps) steps, counted from 1."
    case .tiles(let text):
      "tiles: \(quoted(text)) is no list of reference frames. Write as in 2 for all layers, 1,1,2,4 "
        + "layer by layer, first:2 for the first frames, or none."
    case .noFrames(let model):
      "\(shown(model)) has no attention over frames. Set tiles to none, or take a network of frames."
    case .tooManyReferences(let k, let frames):
      "tiles: \(k) reference frames are more than the \(frames) of a clip. Use 1 … \(frames)."
    case .otherLayers(let count, let layers):
      "tiles: masks for \(count) layers do not fit a model of \(layers). Give one for all, or "
        + "\(layers)."
    case .noSampler(let model, let words):
      "\(shown(model)) has no scheduler file that could say the \(listed(words)). "
        + "Name \(words.count == 1 ? "it" : "them"), or take a network that has one."
    case .samplerUntranslated(let words, let reason):
      "\(reason) Name the \(listed(words)) yourself."
    case .forkBeyondEnd(let step, let steps):
      "The run that is forked has no step \(step). Fork it at a step up to \(steps)."
    case .noLevelsBelowFork(let sigma):
      "The grid has no level below sigma/alpha \(brief(sigma)), where the fork begins. Fork at an "
        + "earlier step, or take a grid that goes lower."
    case .forkBatch(let batch, let origin):
      "A fork keeps the batch of the run that it goes on from, which is \(origin) and not \(batch). "
        + "Set it back."
    case .forkShape(let model, let shape, let origin, let other):
      "\(shown(model)) makes samples of \(sizeText(shape)), and the run that is forked, of "
        + "\(shown(origin)), of \(sizeText(other)). Choose a model for the same data."
    case .fixedSteps(let grid, let steps):
      "The grid \(shown(grid)) has \(steps) steps of its own. Choose a grid that follows a rule."
    }
  }
}

extension SamplingError.Quantity {
  fileprivate var name: String {
    switch self {
    case .state: "state"
    case .data: "data prediction"
    }
  }
}

private let tooLargeStart =
  "The start itself is too large. Give smaller noise or lower the grid's max."

private let tooStrong =
  "Guidance may be too strong or the step too large. "
  + "Lower the guidance scale, add steps or choose a clip."

/// "4", "4 or 7", "4, 7, 9 or 10"; of many the first few and the last.
private func someOf(_ counts: [Int]) -> String {
  let words = (counts.count > 4 ? counts.prefix(3) + [counts[counts.count - 1]] : counts[...])
    .map(String.init)
  guard words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + (counts.count > 4 ? " … or " : " or ")
    + words[words.count - 1]
}

private func rangeText(_ range: ClosedRange<Int>) -> String {
  "\(range.lowerBound) … \(range.upperBound)"
}

private func sizeText(_ shape: SampleShape) -> String {
  shape.dimensions.map(String.init).joined(separator: " x ")
    + (shape.dimensions.count == 1 ? " numbers" : " pixels")
}

private func exact(_ value: Double) -> String { KnobValue.real(value).text }
