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
  /// The grids that are there without a search, as far as they were run, the plan's own
  /// first.
  public private(set) var handMade: [SearchTrial] = []
  /// What the search shows of its own reckoning.
  public internal(set) var picture: MatrixPicture?
  /// What `fewest` has found.
  public internal(set) var fewest: FewestTable?

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
        let trial = try bench.trial(plan)
        last = trial
        handMade.append(trial)
        return true
      } catch is SamplingError {}
    }
    return false
  }

  /// The best of the grids that are there without a search.
  public var bestHandMade: SearchTrial? { handMade.min { $0.error < $1.error } }

  /// Runs a plan, which is kept where it is the best so far.
  /// - Returns: its error.
  @discardableResult
  public func error(of plan: Plan) throws -> Double {
    let trial = try bench.trial(plan)
    last = trial
    if trial.error < best?.error ?? .infinity { best = trial }
    return trial.error
  }

  /// Runs the plan along other levels.
  /// - Returns: its error, infinite where there is no way along them.
  @discardableResult
  public func error(along levels: [NoiseLevel]) throws -> Double {
    last = nil
    do { return try error(of: plan.along(levels)) } catch is SamplingError { return .infinity }
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
    let new = Teacher(try bench.job(plan))
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
    var plan = self
    let sigmas = levels.enumerated().map { index, level in
      index == 0 || index == levels.count - 1 ? level.rho : rounded(level.rho)
    }
    plan.grid = Choice(
      ListedLevels.declaration.name, [ListedLevels.declaration.knobs[0].name: .list(sigmas)])
    plan.steps = levels.count - 1
    return plan
  }

  private func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    let scale = pow(10, 5 - (log10(value)).rounded(.down))
    return (value * scale).rounded() / scale
  }
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
