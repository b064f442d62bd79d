/// Levels for the plan's own solver, learned by descending the distance between its ends and the
/// teacher's (Tong et al. 2024, Learning to Discretize Denoising Diffusion ODEs, section 3).
///
/// Derivatives are differences: there are as few levels as steps, and a model need not be
/// differentiated. Two things of the paper need such derivatives or a word that plans lack, and are
/// left out: starts that move within a ball, sample by sample, until the distance is least; and
/// levels that the model is told apart from those of the state.
public struct LD3: Search {
  public static let declaration = Declaration(
    "ld3", title: "LD3", summary: "levels learned by descending the distance to the right ends",
    paper: "Tong et al. 2024, Learning to Discretize Denoising Diffusion ODEs",
    knobs: [.from, .judging, .patience])
  public static let form = SearchForm.levels

  private let knobs: KnobValues
  private let start: SearchStart
  private var shares: LevelShares?
  private var matching: TeacherMatching?
  private var judges: Judges

  public init(_ knobs: KnobValues) {
    self.knobs = knobs
    start = knobs.choice(Knob.from.name)
    judges = Judges(knobs)
  }

  public func statesKept(steps: Int) -> Int { 4 + steps }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    guard let shares, matching != nil else {
      let shares = LevelShares(try start.wholeWays(run)[0])
      self.shares = shares
      matching = TeacherMatching(knobs, from: shares.theta)
      return true
    }
    let schedule = try run.plan.makeGrid(run.bench.model.sampler).schedule
    return try matching?.step(run, &judges) { theta in
      try shares.levels(theta, on: schedule).flatMap { levels in
        try run.matched(run.plan.along(levels), theta)
      }
    } ?? false
  }
}
