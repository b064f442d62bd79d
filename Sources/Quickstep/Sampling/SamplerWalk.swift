import Glibc

/// Walks a batch whose samples share their levels, one step a call.
struct SamplerWalk {
  private var context: StepContext
  private let space: DoubleStates
  private let observer: ((StepContext.Event) -> Void)?
  private var grid: Grid
  private var reading: any Reading
  private var solver: any Solver
  private var slope: Slot?
  private var evaluations = 0
  /// Parts of the model that a call computes, by whom it asks; `nil` where none is left out.
  private var partCounts: [Int]?
  private var parts = 0
  private var done = 0
  /// Steps that other solvers have taken before the present one began.
  private var doneBefore = 0
  /// Jobs that are still to go on, each after a step.
  private var turns: [(leg: SamplingLeg, next: SamplingJob)]
  /// The step of the grid that comes next.
  private var gridIndex = 0
  /// What the state is read as, where it is not the level that the grid's next step starts from.
  private var readLevel: NoiseLevel?

  init(_ whole: SamplingJob, observer: ((StepContext.Event, DoubleStates) -> Void)?) {
    let jobs = whole.legs.map(\.job) + [whole.alone], job = jobs[0]
    turns = zip(whole.legs, jobs.dropFirst()).map { ($0, $1) }
    let states = DoubleStates(job)
    let start = states.allocate()
    space = states
    grid = job.grid
    reading = job.reading
    partCounts = job.partCounts
    solver = job.solver
    self.observer = observer.map { tell in { tell($0, states) } }
    context = StepContext(
      space: states.sharing(as: job), job: job, statistics: job.resolveStatistics(),
      startMap: try? job.startMap { _ in }, meanMap: job.meanMap(), start: start,
      observer: self.observer)
    context.adopt(start)
    context.begin(with: job.start)
    evaluations = context.evaluations
  }

  /// The first `count` numbers of the batch.
  func state(first count: Int) -> [Double] { space.values(context.state, first: count) }

  /// The first `count` numbers of the data prediction of the last step; `nil` before the first.
  func data(first count: Int) -> [Double]? {
    context.data.map { space.values($0, first: count) }
  }

  func startRecord() throws(SamplingError) -> StepRecord {
    let level = grid.steps[0].from
    let state = try checked(context.state, .state, step: 0, level: level)
    return StepRecord(
      step: 0, level: level, evaluations: evaluations, stateRMS: state.rootMeanSquare,
      stateMaximum: state.maximum, parts: partCounts.map { _ in 0 })
  }

  mutating func next() throws(SamplingError) -> StepRecord? {
    while let turn = turns.first, turn.leg.end == done {
      turns.removeFirst()
      try go(on: turn.next, turn.leg.accord)
    }
    guard gridIndex < grid.steps.count else {
      guard let turn = turns.first else { return nil }
      throw .forkBeyondEnd(step: turn.leg.end, steps: done)
    }
    var step = grid.steps[gridIndex]
    if let readLevel { step.from = readLevel }
    let before = context.state
    context.begin(done - doneBefore, of: gridIndex)
    solver.step(context, from: step.from, to: step.to)
    done += 1
    readLevel = context.partialEnd
    if let readLevel { step.to = readLevel } else { gridIndex += 1 }
    evaluations += context.evaluations
    parts += context.evaluations * (partCounts?[step.model] ?? 0)
    let data = try context.data.map { slot throws(SamplingError) in
      try checked(slot, .data, step: done, level: step.from)
    }
    let state = try checked(context.state, .state, step: done, level: step.to)
    let record = StepRecord(
      step: done, level: step.to, evaluations: evaluations, stateRMS: state.rootMeanSquare,
      stateMaximum: state.maximum, changeRMS: space.compare(context.state, before).difference,
      dataRMS: data?.rootMeanSquare, dataChangeRMS: dataChange(),
      straightness: straightness(step, from: before), order: context.order,
      coefficients: context.coefficients, clippedShare: context.clippedShare,
      guidanceStrength: context.guidanceStrength, reading: read(after: step),
      parts: partCounts.map { _ in parts })
    context.end(keeping: slope.map { [$0] } ?? [])
    return record
  }

  /// Goes on as another job says, from the present state.
  private mutating func go(
    on next: SamplingJob, _ accord: SamplingLeg.Accord
  ) throws(SamplingError) {
    let level =
      context.partialEnd ?? (gridIndex > 0 ? grid.steps[gridIndex - 1].to : grid.steps[0].from)
    let keeps = accord.contains(.solver)
    var next = next
    var factor = 1.0
    if !keeps {
      let place = try next.place(of: level)
      factor = level.alpha > 0 ? place.alpha / level.alpha : next.startScale / level.sigma
      next = try next.continued(from: level, atSame: place)
      (gridIndex, readLevel, doneBefore) = (0, nil, done)
      solver = next.solver
    }
    grid = next.grid
    reading = next.reading
    partCounts = next.partCounts
    space.turn(to: next)
    let following = StepContext(
      space: space, job: next, statistics: next.resolveStatistics(), meanMap: next.meanMap(),
      start: context.state, observer: observer)
    following.take(
      over: context, stepsBefore: doneBefore,
      keeping: Track.allCases.filter { accord.contains($0 == .guidances ? .guidance : .solver) },
      keepsPath: keeps)
    if factor != 1 { following.scaleState(by: factor) }
    context = following
    context.end(keeping: slope.map { [$0] } ?? [])
  }

  /// Reads the state as the level that the next step starts from, where the grid has one.
  private mutating func read(after step: Step) -> LevelReading? {
    guard readLevel == nil, gridIndex < grid.steps.count else { return nil }
    let found = reading.read(context, after: step, before: grid.steps[gridIndex])
    readLevel = found.level
    return found
  }

  private func dataChange() -> Double? {
    guard let data = context.data, let previous = context.previousData else { return nil }
    return space.compare(data, previous).difference
  }

  /// The cosine between the slopes of x/alpha in this step and in the one before.
  private mutating func straightness(_ step: Step, from before: Slot) -> Double? {
    let previous = slope
    slope = nil
    guard step.from.alpha > 0, step.to.alpha > 0 else { return nil }
    let new = context.combine(
      (context.state, 1 / step.to.alpha), (before, -1 / step.from.alpha))
    slope = new
    return previous.flatMap { space.compare(new, $0).cosine }
  }

  private func checked(
    _ slot: Slot, _ quantity: SamplingError.Quantity, step: Int, level: NoiseLevel
  ) throws(SamplingError) -> StateMeasure {
    let measure = space.measure(slot)
    if let sample = measure.firstBadSample {
      throw .notFinite(step: step, sample: sample, quantity: quantity, level: level)
    }
    return measure
  }
}
