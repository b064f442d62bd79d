/// What a solver and a guidance method are handed: the state, the guided model, linear
/// combinations, noise and the history.
///
/// It counts evaluations, keeps the coefficients of the step, recycles memory, and gathers what
/// the step record reports.
public final class StepContext {
  /// A coefficient of the formula of a step, and what it multiplies.
  public struct Coefficient: Hashable, Sendable {
    /// The symbol: `x`, `D`, `D₋₁`.
    public let name: String
    /// What the symbol stands for, in words.
    public let meaning: String
    public let value: Double

    package init(name: String, meaning: String = "", value: Double) {
      self.name = name
      self.meaning = meaning
      self.value = value
    }
  }

  /// What an observer is told during a step.
  enum Event {
    case evaluated(x: Slot, level: NoiseLevel)
    case corrected(Slot)
  }

  public let schedule: any Schedule
  public let grid: Grid
  /// The step's index, from 0.
  public private(set) var index = 0
  /// The step of the grid that this one is, or is a part of.
  private var gridIndex = 0
  /// How many steps of the grid follow this one.
  public var remaining: Int { grid.steps.count - 1 - gridIndex }
  /// Where the step ended, of one that went a part of the way.
  private(set) var partialEnd: NoiseLevel?

  /// The batch of states. A step ends when the solver has set it.
  public private(set) var state: Slot
  /// The state that the step before started from, after it was corrected; nil in the first step.
  public private(set) var previousState: Slot?
  /// Earlier evaluations, newest first, as far as the solver asked to remember them.
  public var history: [Past] { past(.evaluations) }
  /// The order in use, for methods that start or end at a lower one.
  public var order: Int?

  /// What the model predicts, and guidance with it.
  public let prediction: Prediction
  /// What the model does on average, where the solver needs it; nil in a dry run.
  public let statistics: ModelStatistics?
  /// For each sample the mean variance within true samples of its class; empty where the reading does
  /// not go by it.
  public let dataVariances: [Double]

  let space: any StateSpace
  private let guidance: any Guidance
  private let clip: any Clip
  /// What the companions predict.
  private let companions: [CompanionName: Prediction]
  private let startScale: Double
  /// What the start has worked out; nil in a dry run.
  private let startMap: (any SampleMap)?
  private let classes, noClasses: [Int32]
  private let observer: ((Event) -> Void)?

  private var tracks: [Track: [Past]] = [:]
  private var draws: [NoisePurpose: Int] = [:]
  private var brownian = BrownianWalk()
  private var live: [Slot] = []
  private var formula = StepFormula()
  /// What `previousState` becomes with the next step.
  private var origin: Slot?
  /// Where the next evaluation for the classes asked for leaves the numbers for its variance.
  private var variance: Slot?

  private(set) var evaluations = 0
  /// How often networks beside the model were asked.
  private(set) var companionCalls = 0
  private(set) var coefficients: [Coefficient] = []
  private(set) var clippedShare: Double?
  private(set) var guidanceStrength: Double?
  /// The data prediction of the step's first evaluation; it stays until the next step has one.
  private(set) var data: Slot?
  private(set) var previousData: Slot?

  init(
    space: any StateSpace, job: SamplingJob, statistics: ModelStatistics? = nil,
    startMap: (any SampleMap)? = nil, start: Slot, observer: ((Event) -> Void)?
  ) {
    self.space = space
    self.statistics = statistics
    self.startMap = startMap
    startScale = job.startScale
    self.observer = observer
    schedule = job.schedule
    grid = job.grid
    guidance = job.guidance
    clip = job.clip
    prediction = job.model.prediction
    companions = job.companions.models.mapValues(\.prediction)
    classes = job.classes
    dataVariances = job.classes.compactMap { job.dataVariances[$0] }
    noClasses = Array(repeating: anyClass, count: job.classes.count)
    state = start
  }
}

// What solvers do.
extension StepContext {
  /// The guided model's prediction of one kind, after clipping.
  public func evaluate(_ x: Slot, at level: NoiseLevel, as target: Prediction) -> Slot {
    let output = evaluateGuided(x, at: level)
    let limited = clip is NoClip ? nil : clipped(output, of: x, at: level)
    if data == nil { data = limited ?? convert(output, of: x, at: level, to: .data) }
    guard let limited else { return convert(output, of: x, at: level, to: target) }
    return target == .data
      ? limited
      : name(
        combine(Prediction.data.conversion(to: target, at: level), x, limited), target, level)
  }

  /// As `evaluate`, with the model's own numbers for the variance of each element, which guidance
  /// leaves alone.
  public func evaluateWithVariance(
    _ x: Slot, at level: NoiseLevel, as target: Prediction
  ) -> (prediction: Slot, variance: Slot) {
    // Zero where guidance does without the model.
    let numbers = combine()
    variance = numbers
    defer { variance = nil }
    return (evaluate(x, at: level, as: target), numbers)
  }

  /// What a network beside the model answers; no evaluation of the model.
  /// - Parameter companion: one of the job's.
  public func ask(_ companion: CompanionName, _ inputs: [Slot], at level: NoiseLevel) -> Slot {
    let output = fresh()
    space.ask(companion, inputs, at: level, classes: classes, into: output)
    companionCalls += 1
    return name(output, .other)
  }

  /// Noise, element by element times the standard deviation that the model's numbers stand for.
  public func scaled(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot) -> Slot {
    let target = fresh()
    space.scale(noise, by: variance, numbers, into: target)
    return name(target, .other)
  }

  /// The guided model's data prediction after clipping, and its noise prediction as the model
  /// gives it: the two differ from x = alpha D + sigma eps where something was clipped, or where
  /// guidance puts noise back by another prediction than it denoises by.
  public func evaluateBoth(_ x: Slot, at level: NoiseLevel) -> (data: Slot, noise: Slot) {
    evaluateBoth(x, at: level, asking: level, for: prediction)
  }

  /// As `evaluateBoth`, where the model is asked at another level than that of `x`, and its
  /// prediction of one kind is taken for one at the level of `x`.
  public func evaluateBoth(
    _ x: Slot, at level: NoiseLevel, asking asked: NoiseLevel, for kind: Prediction
  ) -> (data: Slot, noise: Slot) {
    note(asking: x, at: asked)
    let (denoising, renoising) = guidance.evaluateBoth(x, at: asked, self)
    let output = convert(denoising, of: x, at: asked, to: kind)
    let limited =
      clip is NoClip
      ? convert(output, as: kind, of: x, at: level, to: .data)
      : clipped(output, as: kind, of: x, at: level)
    data = data ?? limited
    let other =
      renoising == denoising ? output : convert(renoising, of: x, at: asked, to: kind)
    return (limited, convert(other, as: kind, of: x, at: level, to: .noise))
  }

  /// The guided model's data prediction after clipping, and the one whose noise is put back: the same
  /// slot where guidance has one prediction.
  public func evaluateBothData(
    _ x: Slot, at level: NoiseLevel
  ) -> (denoising: Slot, renoising: Slot) {
    note(asking: x, at: level)
    let (denoising, renoising) = guidance.evaluateBoth(x, at: level, self)
    let D =
      clip is NoClip
      ? convert(denoising, of: x, at: level, to: .data) : clipped(denoising, of: x, at: level)
    data = data ?? D
    return (D, renoising == denoising ? D : convert(renoising, of: x, at: level, to: .data))
  }

  /// The sum of the terms, a fresh slot.
  public func combine(_ terms: Term...) -> Slot { combine(terms) }

  public func combine(_ terms: [Term]) -> Slot {
    let used = terms.filter { $0.coefficient != 0 }
    let target = fresh()
    space.combine(used, into: target)
    formula.add(target, sumOf: used)
    return target
  }

  /// The sum of the terms plus a number for each coordinate, or one for all, a fresh slot.
  public func combine(_ terms: [CoordinateTerm], plus constant: [Double]) -> Slot {
    if let plain = plain(terms, constant) { return combine(plain) }
    let target = fresh()
    space.combine(terms, plus: constant, into: target)
    return target
  }

  /// Ends the step with such a sum; what differs by coordinate has no coefficients to tell of.
  public func advance(_ terms: [CoordinateTerm], plus constant: [Double]) {
    if let plain = plain(terms, constant) { return advance(plain) }
    end(at: combine(terms, plus: constant), coefficients: [])
  }

  /// Ends the step: the new state is the sum of the terms.
  public func advance(_ terms: Term...) { advance(terms) }

  public func advance(_ terms: [Term]) {
    end(at: combine(terms), coefficients: formula.coefficients(terms))
  }

  /// Ends the step short of its end, at `level`: the next one goes on from there. The level may be
  /// the one that it started from, where the step was in vain.
  public func advance(_ terms: [Term], to level: NoiseLevel) {
    advance(terms)
    partialEnd = level
  }

  /// How far apart two states are, in units of what is tolerated: `absolute`, or `relative` times
  /// the larger of `a` and `reference` (Hairer, Nørsett & Wanner 1993, equation II.4.11).
  ///
  /// What follows depends on the numbers, so that nobody can foresee it.
  public func error(
    _ a: Slot, _ b: Slot, beside reference: Slot, absolute: Double, relative: Double
  ) -> ScaledError {
    space.error(a, b, beside: reference, absolute: absolute, relative: relative)
  }

  /// For each sample the variance of its elements, with divisor n - 1. What follows depends on the
  /// numbers.
  public func variances(_ x: Slot) -> [Double] { space.variances(x) }

  /// Replaces the state that the step started from: by a better one, or by one with more noise.
  public func correct(_ x: Slot) {
    state = x
    formula.replaceState(by: x)
    observer?(.corrected(x))
  }

  /// Fresh standard normals, a function of (seed, sample, step, purpose, number of the draw).
  public func noise(_ purpose: NoisePurpose = .step) -> Slot {
    let target = fresh()
    space.drawNoise(
      NoiseDraw(
        purpose: purpose, step: index, number: draws[purpose] ?? 0,
        place: draws.values.reduce(0, +)),
      into: target)
    draws[purpose, default: 0] += 1
    return name(target, .noise)
  }

  /// The increment of a Brownian path between two levels, divided by the square root of its length:
  /// standard normals. The path is one for the whole run, a function of (seed, sample, level), so
  /// that draws over intervals that overlap go together, whatever the grid.
  ///
  /// Where noise is given or comes from a generator it is the next draw.
  public func noise(from s: NoiseLevel, to t: NoiseLevel) -> Slot {
    let from = BrownianPath.Place(s), to = BrownianPath.Place(t)
    // Levels that the path cannot tell apart have independent noise.
    guard from != to, !space.drawsInOrder else { return noise() }
    let scale = 1 / from.distance(to: to).squareRoot()
    return name(combine((path(at: from), -scale), (path(at: to), scale)), .noise)
  }

  /// The level of the grid that the step starts from, whatever its state is read as.
  public var scheduledStart: NoiseLevel { grid.steps[gridIndex].from }

  /// What is remembered of one kind, newest first.
  public func past(_ track: Track) -> [Past] { tracks[track] ?? [] }

  /// Puts a slot in front of what is remembered of its kind and drops all but the newest `keep`.
  public func remember(
    _ slot: Slot, at level: NoiseLevel, keep: Int, in track: Track = .evaluations
  ) {
    tracks[track] = Array(([Past(slot: slot, level: level)] + past(track)).prefix(keep))
  }

  /// Forgets everything of one kind.
  public func forget(_ track: Track = .evaluations) { tracks[track] = nil }
}

// What starts do.
extension StepContext {
  /// The noise that runs start from: standard normals times the deviation that the schedule says.
  public func pureNoise() -> Slot { combine((noise(.start), startScale)) }

  /// What the start has worked out, sample by sample; a fresh slot.
  public func mapped(_ x: Slot) -> Slot {
    let target = fresh()
    if let startMap { space.apply(startMap, to: x, classes: classes, into: target) }
    return target
  }
}

// What guidance methods do.
extension StepContext {
  /// The model's own prediction for the classes asked for.
  public func conditional(_ x: Slot, at level: NoiseLevel) -> Slot {
    evaluateModel(x, at: level, classes: classes)
  }

  /// The model's own predictions for the classes and for the whole distribution.
  public func conditionalAndUnconditional(
    _ x: Slot, at level: NoiseLevel
  ) -> (conditional: Slot, unconditional: Slot) {
    let c = evaluateModel(x, at: level, classes: classes)
    let u = evaluateModel(x, at: level, classes: noClasses)
    tellStrength(of: c, against: u)
    return (c, u)
  }

  /// What another model predicts for the classes asked for, as a prediction of the sampled model's
  /// kind. It counts as an evaluation.
  /// - Parameter companion: one of the job's.
  public func evaluate(_ companion: CompanionName, _ x: Slot, at level: NoiseLevel) -> Slot {
    let output = fresh()
    space.evaluate(companion, x, at: level, classes: classes, into: output)
    evaluations += 1
    guard let kind = companions[companion], kind != prediction else { return output }
    return combine(kind.conversion(to: prediction, at: level), x, output)
  }

  /// Notes how far two predictions are apart that guidance compares, in units of the second.
  func tellStrength(of a: Slot, against b: Slot) {
    let norm = space.measure(b).rootMeanSquare
    let strength = norm > 0 ? space.compare(a, b).difference / norm : 0
    // Predictions may overflow where a clip still makes something of them.
    guidanceStrength = strength.isFinite ? strength : nil
  }

  /// The model's own prediction for one class, counted from 0, whatever the classes asked for.
  public func prediction(for index: Int, _ x: Slot, at level: NoiseLevel) -> Slot {
    evaluateModel(x, at: level, classes: Array(repeating: Int32(index), count: classes.count))
  }

  /// `a` scaled, sample by sample, to the standard deviation of `reference`.
  public func matchDeviation(of a: Slot, to reference: Slot) -> Slot {
    let target = fresh()
    space.matchDeviation(of: a, to: reference, into: target)
    return target
  }

  /// The part of `a` along `b`, sample by sample: <a, b> / <b, b> b, and zero where b is.
  public func project(_ a: Slot, onto b: Slot) -> Slot {
    let target = fresh()
    space.scale(b, beside: a, by: { $0.aa > 0 ? $0.ab / $0.aa : 0 }, into: target)
    return target
  }

  /// `a`, scaled down where the Euclidean norm of a sample is above `norm`.
  public func limit(_ a: Slot, toNorm norm: Double) -> Slot {
    let target = fresh()
    space.scale(a, beside: a, by: { min(1, norm / $0.aa.squareRoot()) }, into: target)
    return target
  }
}

// What the sampler does.
extension StepContext {
  /// Puts a start in the place of the state.
  func begin(with start: any Start) {
    state = start.start(self, at: grid.levels[0])
    end(keeping: [])
  }

  func begin(_ step: Int, of gridStep: Int) {
    index = step
    gridIndex = gridStep
    space.ask(grid.steps[gridStep].model)
    partialEnd = nil
    previousState = origin
    order = nil
    evaluations = 0
    companionCalls = 0
    coefficients = []
    draws = [:]
    clippedShare = nil
    guidanceStrength = nil
    previousData = data
    data = nil
    formula.begin(state: state, origin: origin, tracks: tracks)
  }

  /// Keeps the state, the history, the data prediction and the end of the path, and frees every
  /// other slot.
  func end(keeping more: [Slot]) {
    brownian.endStep()
    let needed = Set(
      [state] + tracks.values.joined().map(\.slot) + brownian.slots
        + [origin, data, previousData].compactMap { $0 } + more)
    for slot in live where !needed.contains(slot) {
      space.release(slot)
      formula.forget(slot)
    }
    live.removeAll { !needed.contains($0) }
  }

  func adopt(_ slot: Slot) { live.append(slot) }

  /// All that what has been done so far leaves for later steps, the state first.
  var carried: [Slot] {
    let kept = Track.allCases.flatMap { past($0).map(\.slot) }
    return [state] + (origin.map { [$0] } ?? []) + kept
  }
}

extension StepContext {
  private func fresh() -> Slot {
    let slot = space.allocate()
    live.append(slot)
    formula.forget(slot)
    return slot
  }

  private func path(at place: BrownianPath.Place) -> Slot {
    brownian.position(at: place, in: space) { combine() }
  }

  private func end(at next: Slot, coefficients: [Coefficient]) {
    self.coefficients = coefficients
    origin = state
    state = next
  }

  /// The terms as plain ones, where no coordinate differs from another and nothing else is added.
  private func plain(_ terms: [CoordinateTerm], _ constant: [Double]) -> [Term]? {
    guard terms.allSatisfy({ $0.weights.count == 1 }), constant.allSatisfy({ $0 == 0 }) else {
      return nil
    }
    return terms.map { ($0.slot, $0.weights[0]) }
  }

  private func name(_ slot: Slot, _ kind: StepSymbol.Kind, at level: NoiseLevel? = nil) -> Slot {
    formula.name(slot, kind, at: level)
    return slot
  }

  private func name(_ slot: Slot, _ target: Prediction, _ level: NoiseLevel) -> Slot {
    name(slot, .prediction(target), at: level)
  }

  private func evaluateModel(_ x: Slot, at level: NoiseLevel, classes: [Int32]) -> Slot {
    let output = fresh()
    if let variance, classes == self.classes {
      space.evaluate(x, at: level, classes: classes, into: output, variance: variance)
    } else {
      space.evaluate(x, at: level, classes: classes, into: output)
    }
    evaluations += 1
    return output
  }

  private func evaluateGuided(_ x: Slot, at level: NoiseLevel) -> Slot {
    note(asking: x, at: level)
    return guidance.evaluate(x, at: level, self)
  }

  private func note(asking x: Slot, at level: NoiseLevel) {
    observer?(.evaluated(x: x, level: level))
    formula.ask()
  }

  /// - Parameter kind: what the output is; nil for what the model gives.
  private func clipped(
    _ output: Slot, as kind: Prediction? = nil, of x: Slot, at level: NoiseLevel
  ) -> Slot {
    let copy = combine((kind ?? prediction).conversion(to: .data, at: level), x, output)
    clippedShare = space.clip(copy, by: clip)
    return name(copy, .data, level)
  }

  private func convert(
    _ output: Slot, as kind: Prediction? = nil, of x: Slot, at level: NoiseLevel,
    to target: Prediction
  ) -> Slot {
    let kind = kind ?? prediction
    if target == kind { return name(output, target, level) }
    return name(combine(kind.conversion(to: target, at: level), x, output), target, level)
  }

  private func combine(_ conversion: Conversion, _ x: Slot, _ output: Slot) -> Slot {
    combine((x, conversion.state), (output, conversion.output))
  }
}
