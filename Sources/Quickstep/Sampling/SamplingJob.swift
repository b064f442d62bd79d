import Tensors

/// Everything that a run needs, resolved: a model, the noise levels, a solver, guidance and the
/// samples to make.
public struct SamplingJob: Sendable {
  public var model: any Denoiser
  /// What is asked beside it.
  public var companions = Companions()
  /// Models that some steps of the grid ask instead, predicting the same for the same samples.
  public var cast: [any Denoiser] = []
  public var schedule: any Schedule
  public var grid: Grid
  public var solver: any Solver
  public var guidance: any Guidance
  public var clip: any Clip
  /// The class of every sample, `anyClass` for the whole distribution; its count is the batch.
  public var classes: [Int32]
  /// The index of the first sample: what it is called when its noise is drawn.
  public var firstSample: Int
  public var noise: NoiseSource
  /// The standard deviation of the noise that a run starts from.
  public var startScale: Double
  /// What the noise is made into.
  public var start: any Start = PureNoise(knobs: [:])
  /// What the start has to know of the model.
  public var startSource = SampleMapSource.none
  /// Where the means of the data come from, for solvers that go by them.
  public var meanSource = SampleMapSource.none
  public var kernels: Kernels
  public var statistics: StatisticsSource
  public var reading: any Reading
  /// By class the mean variance within true samples, where the reading goes by it.
  public var dataVariances: [Int32: Double] = [:]
  /// How evaluations are shared with other runs; `nil` for a run by itself.
  public var sharing: SharedWork?
  /// Jobs that take the first steps of the run, in their order.
  public internal(set) var legs: [SamplingLeg] = []

  public init(
    model: any Denoiser, schedule: any Schedule, grid: Grid, solver: any Solver,
    guidance: any Guidance, clip: any Clip, classes: [Int32], firstSample: Int = 0,
    noise: NoiseSource, startScale: Double, kernels: Kernels,
    statistics: StatisticsSource = .none, reading: any Reading = Scheduled(knobs: [:])
  ) {
    self.model = model
    self.schedule = schedule
    self.grid = grid
    self.solver = solver
    self.guidance = guidance
    self.clip = clip
    self.classes = classes
    self.firstSample = firstSample
    self.noise = noise
    self.startScale = startScale
    self.kernels = kernels
    self.statistics = statistics
    self.reading = reading
  }

  /// Whether the distributions of all models are known, so that their flow can be solved.
  public var isExact: Bool {
    model.exact != nil && companions.models.values.allSatisfy { $0.exact != nil }
  }

  /// Whom a step asks.
  func model(of step: Step) -> any Denoiser { step.model == 0 ? model : cast[step.model - 1] }

  /// How often the models are called, per step of the grid; where steps are chosen as the run goes, in
  /// one attempt.
  public func evaluationsPerStep() -> [Int] { foresight().evaluationsPerStep }

  /// What is known of the run before it, from a dry run that touches no memory.
  public func foresight() -> Foresight {
    guard !legs.isEmpty else { return ownForesight() }
    guard let stretches = try? stretches() else {
      return Foresight(
        joining: (legs.map(\.job) + [alone]).map { ($0.ownForesight(), 0..<0) }, isWhole: false,
        followOnePath: false)
    }
    return Foresight(
      joining: stretches.map { ($0.job.ownForesight(), $0.steps) }, isWhole: true,
      followOnePath: legs.allSatisfy { $0.accord.contains(.path) })
  }

  /// As `foresight`, where the job takes its first steps itself.
  func ownForesight() -> Foresight {
    let space = DryStates()
    let starting = StepContext(space: space, job: self, start: space.allocate(), observer: nil)
    starting.adopt(starting.state)
    starting.begin(with: start)
    let startDraws = space.draws
    var evaluations: [Int] = []
    var companionCalls: [Int] = []
    walk(in: space, from: starting.state) { context, _ in
      evaluations.append(context.evaluations)
      companionCalls.append(context.companionCalls)
    }
    return Foresight(
      startEvaluations: starting.evaluations, evaluationsPerStep: evaluations,
      companionCallsPerStep: companionCalls, isWhole: !space.askedForNumbers,
      pathObstacle: pathObstacle(drawsNoise: space.draws > startDraws),
      statesHeld: space.mostLive + 2, draws: space.draws - 1)
  }

  /// Takes the steps of the grid with states of any kind, each once.
  /// - Parameters:
  ///   - count: of steps from the first on; `nil` for all.
  ///   - look: told the context and the step's index after every step.
  /// - Returns: the state at the end.
  @discardableResult
  func walk(
    in space: any StateSpace, from start: Slot, steps count: Int? = nil,
    _ look: (StepContext, _ index: Int) -> Void = { _, _ in }
  ) -> Slot {
    let context = StepContext(space: space, job: self, start: start, observer: nil)
    context.adopt(start)
    var solver = solver
    for (index, step) in grid.steps.prefix(count ?? .max).enumerated() {
      context.begin(index, of: index)
      solver.step(context, from: step.from, to: step.to)
      context.end(keeping: [])
      look(context, index)
    }
    return context.state
  }

  private func pathObstacle(drawsNoise: Bool) -> PathError? {
    if !isExact { return .notExact }
    if drawsNoise { return .drawsNoise }
    return guidance.followsSteps ? .guidanceFollowsSteps : nil
  }
}

/// What is known of a run before it.
public struct Foresight: Sendable {
  /// How often the models are called before the first step.
  public let startEvaluations: Int
  public let evaluationsPerStep: [Int]
  /// How often each step asks networks beside the model.
  let companionCallsPerStep: [Int]
  /// Whether the levels and calls of the run are known: not where they follow from the numbers that
  /// it meets.
  public let isWhole: Bool
  /// Why there is no exact path to compare the run with; nil where there is.
  public let pathObstacle: PathError?
  /// How many states of the whole batch the run holds at once: its own, those of the solver's
  /// history and of guidance, and the two slopes that a sampler compares.
  public let statesHeld: Int
  /// How many batches of noise it draws at most after the first.
  let draws: Int
}

extension Foresight {
  /// How often the models are called by the whole run.
  public var evaluations: Int { startEvaluations + evaluationsPerStep.reduce(0, +) }
  /// How often the steps ask networks beside the model.
  public var companionCalls: Int { companionCallsPerStep.reduce(0, +) }

  /// Of a run of several parts.
  /// - Parameters:
  ///   - parts: what is known of each, and which of its steps are taken; at least one.
  ///   - isWhole: whether that is known.
  ///   - followOnePath: whether all parts should follow the same path.
  init(joining parts: [(part: Foresight, steps: Range<Int>)], isWhole: Bool, followOnePath: Bool) {
    self.init(
      startEvaluations: parts[0].part.startEvaluations,
      evaluationsPerStep: parts.flatMap { $0.part.evaluationsPerStep[$0.steps] },
      companionCallsPerStep: parts.flatMap { $0.part.companionCallsPerStep[$0.steps] },
      isWhole: isWhole,
      pathObstacle: parts.lazy.compactMap(\.part.pathObstacle).first
        ?? (followOnePath ? nil : .forked),
      statesHeld: parts.map(\.part.statesHeld).max() ?? 0,
      draws: parts.reduce(0) { $0 + $1.part.draws })
  }
}
