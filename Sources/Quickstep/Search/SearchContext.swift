import Glibc

/// What a search works with: it runs plans on a bench, and the best is kept.
public final class SearchContext {
  /// The plan that is to become better.
  public let plan: Plan
  public let rivals: Rivals
  public let bench: SearchBench

  /// The best of the plans that the search has proposed.
  public private(set) var best: SearchTrial?
  /// The plan that was run last.
  public private(set) var last: SearchTrial?
  /// The plans that are there without a search, as far as they were run, the plan itself first.
  public private(set) var handMade: [SearchTrial] = []
  /// Kendall's tau of what a predictor expects of plans that it has not learned from.
  public internal(set) var agreement: Double?
  /// What the search shows of its own reckoning.
  public internal(set) var picture: MatrixPicture?
  /// What `fewest` has found.
  public internal(set) var fewest: FewestTable?
  /// What `tiles` has found.
  public internal(set) var tiles: TileTable?

  var random: SplitMix
  private var grids: [Choice]
  private var teacher: Teacher?

  public init(_ plan: Plan, rivals: Rivals = Rivals(), bench: SearchBench) {
    self.plan = plan
    self.rivals = rivals
    self.bench = bench
    random = SplitMix(state: plan.seed)
    grids = [plan.grid] + Rivals.usualGrids.filter { $0 != plan.grid }
  }

  /// Runs the next of the grids that are there without a search; those that cannot place as many
  /// levels as the plan has are passed over.
  /// - Returns: whether there was one.
  public func compareHandMade() throws -> Bool {
    last = nil
    while !grids.isEmpty {
      var plan = plan
      plan.grid = grids.removeFirst()
      do {
        guard try levels(of: plan).count == plan.steps + 1 else { continue }
        _ = try addHandMade(plan)
        return true
      } catch is SamplingError {}
    }
    return false
  }

  /// The best of the plans that are there without a search.
  public var bestHandMade: SearchTrial? { handMade.min { $0.error < $1.error } }

  /// Runs one more of the plans that are there without a search.
  /// - Returns: its error, infinite where it cannot run.
  func compare(_ plan: Plan) throws -> Double {
    rest()
    do { return try addHandMade(plan) } catch is SamplingError { return .infinity }
  }

  private func addHandMade(_ plan: Plan) throws -> Double {
    let trial = try bench.trial(plan)
    last = trial
    handMade.append(trial)
    return trial.error
  }

  /// This step runs no plan.
  func rest() { last = nil }

  /// Runs a plan, which is kept where it is the best so far.
  /// - Returns: its error.
  @discardableResult
  public func error(of plan: Plan) throws -> Double {
    let trial = try bench.trial(plan)
    last = trial
    keep(trial)
    return trial.error
  }

  /// Runs a plan, which is not kept.
  /// - Returns: what came of it, and where it ended, row by row; `nil` where there is no way along
  ///   its levels, or no finite end.
  func end(of plan: Plan) throws -> (trial: SearchTrial, end: [Double])? {
    last = nil
    do {
      let run = try bench.end(plan)
      last = run.trial
      return run.end.map { (run.trial, $0) }
    } catch is SamplingError {
      return nil
    }
  }

  /// Tells of a plan whose end is known without a run of its own.
  func tell(_ plan: Plan, endingAt end: [Double]) {
    last = SearchTrial(
      plan: plan, steps: plan.steps, evaluations: plan.steps, error: bench.reference.error(of: end))
  }

  /// Keeps what came of a plan where it is the best so far.
  func keep(_ trial: SearchTrial) {
    if trial.error < best?.error ?? .infinity { best = trial }
  }

  /// Runs the plan along other levels.
  /// - Parameters:
  ///   - parts: what each step leaves out; empty where that stays as the plan has it.
  ///   - all: the parts that can be left out, in order.
  /// - Returns: its error, infinite where there is no way along them.
  @discardableResult
  public func error(
    along levels: [NoiseLevel], skipping parts: [Set<String>] = [], of all: [String] = []
  ) throws -> Double {
    last = nil
    var plan = plan.along(levels)
    if !all.isEmpty { plan.skip = Skips(parts, of: all).description }
    do { return try error(of: plan) } catch is SamplingError { return .infinity }
  }

  /// The levels that the plan's grid makes of so many steps; of levels written by hand, themselves.
  public func levels(steps: Int) throws -> [NoiseLevel] {
    var plan = plan
    plan.steps = steps
    return try levels(of: plan)
  }

  /// The levels of a plan.
  public func levels(of plan: Plan) throws -> [NoiseLevel] {
    try plan.makeGrid(bench.model.sampler).grid.levels
  }

  /// The run along those levels that another solver makes, whose states and predictions are looked
  /// at; the search follows one teacher.
  func teacher(_ solver: Choice, steps: Int) throws -> Teacher {
    if let teacher { return teacher }
    var plan = plan
    plan.steps = steps
    plan.solver = solver
    plan.skip = Skips.none
    plan.tiles = TileMasks.none
    let new = Teacher(try bench.job(plan))
    teacher = new
    return new
  }

  /// The run over levels that are dense wherever a path may bend, whatever the plan's grid.
  func pathTeacher(steps: Int) throws -> Teacher {
    if let teacher { return teacher }
    var plan = plan
    plan.solver = Choice(DPMSolverPP2M.declaration.name)
    var job = try bench.job(plan)
    job.grid = Grid(
      levels: ReferenceWalk.levels(from: job.grid.levels[0], on: job.schedule, steps: steps))
    let new = Teacher(job)
    teacher = new
    return new
  }

  /// Takes the teacher's next step.
  /// - Returns: whether there was one.
  func follow(_ teacher: Teacher) throws -> Bool {
    try bench.checkCancelled()
    last = nil
    let before = teacher.evaluations
    let isThere = try teacher.advance()
    try bench.checkCancelled()
    bench.count(teacher.evaluations - before)
    return isThere
  }
}

extension Plan {
  /// The plan along listed levels, of which those within are written with six figures.
  package func along(_ levels: [NoiseLevel]) -> Plan {
    along(
      sigmas: levels.enumerated().map { index, level in
        index == 0 || index == levels.count - 1 ? level.rho : rounded(level.rho, figures: 6)
      })
  }

  /// The plan along levels listed by sigma/alpha.
  func along(sigmas: [Double]) -> Plan {
    var plan = self
    plan.grid = Choice(
      ListedLevels.declaration.name, [ListedLevels.declaration.knobs[0].name: .list(sigmas)])
    plan.steps = sigmas.count - 1
    return plan
  }
}

/// With so many decimal figures.
func rounded(_ value: Double, figures: Int) -> Double {
  guard value != 0, value.isFinite else { return value }
  let scale = pow(10, Double(figures - 1) - log10(abs(value)).rounded(.down))
  return (value * scale).rounded() / scale
}

/// A generator whose numbers follow from where it stands (Steele, Lea & Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
