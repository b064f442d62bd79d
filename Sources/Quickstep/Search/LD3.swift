import Glibc

/// Levels for the plan's own solver, learned by descending the distance between its ends and the
/// teacher's (Tong et al. 2024, Learning to Discretize Denoising Diffusion ODEs, section 3).
///
/// Derivatives are differences: there are as few levels as steps, and a model need not be
/// differentiated. With `told=apart` what the model is told in each step is learned beside the levels,
/// xi e^theta' for a level xi. One thing of the paper needs true derivatives and is left out: starts
/// that move within a ball, sample by sample, until the distance is least.
public struct LD3: Search {
  public static let declaration = Declaration(
    "ld3", title: "LD3", summary: "levels learned by descending the distance to the right ends",
    paper: "Tong et al. 2024, Learning to Discretize Denoising Diffusion ODEs",
    knobs: [
      .from, .judging, .patience,
      Knob(
        "told", "levels that the model is told: the same, or learned apart",
        .choice(Told.allCases.map(\.rawValue)), default: .word(Told.same.rawValue)),
    ])

  private enum Told: String, CaseIterable { case same, apart }

  public static let form = SearchForm.levels

  private let knobs: KnobValues
  private let start: SearchStart
  private let told: Told
  private var shares: LevelShares?
  private var matching: TeacherMatching?
  private var judges: Judges

  public init(_ knobs: KnobValues) {
    self.knobs = knobs
    start = knobs.choice(Knob.from.name)
    told = knobs.choice("told")
    judges = Judges(knobs)
  }

  public func statesKept(steps: Int) -> Int { 4 + steps }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    guard let shares, matching != nil else {
      let shares = LevelShares(try start.wholeWays(run)[0])
      self.shares = shares
      let apart = told == .apart ? shares.theta.map { _ in 0.0 } : []
      matching = TeacherMatching(knobs, from: shares.theta + apart)
      return true
    }
    let schedule = try run.plan.makeGrid(run.bench.model.sampler).schedule
    return try matching?.step(run, &judges) { theta in
      let count = shares.theta.count
      return try shares.levels(Array(theta.prefix(count)), on: schedule).flatMap { levels in
        let shifts = Array(theta.dropFirst(count))
        return try run.matched(run.plan.along(levels).telling(shifts, on: schedule), theta)
      }
    } ?? false
  }
}

extension Plan {
  /// The plan along its listed levels, whose model is told each times e to the shift of its step, as far
  /// as the schedule goes.
  fileprivate func telling(_ shifts: [Double], on schedule: any Schedule) -> Plan {
    guard !shifts.isEmpty, let sigmas = handWrittenLevels else { return self }
    let ends = [schedule.range.lowerBound, schedule.range.upperBound].map {
      schedule.level(t: $0).rho
    }
    var plan = self
    plan.grid.knobs["told"] = .list(
      zip(sigmas, shifts).map { sigma, shift in
        rounded(min(max(sigma * exp(shift), ends[0]), max(ends[1], sigmas[0])), figures: 6)
      })
    return plan
  }
}
