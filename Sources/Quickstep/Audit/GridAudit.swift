import Tensors

/// What grids declare beside where they place levels, on a path whose exact end is known.
///
///     let audit = try GridAudit(with: kernels)
///     let findings = try audit.findings(of: Choice("karras"))
public struct GridAudit: Sendable {
  /// Steps of the runs, which are as many evaluations.
  public static let budgets = SolverAudit.budgets

  private let kernels: Kernels
  /// Those of equal steps of log alpha/sigma.
  private let uniformErrors: [Double]

  /// Runs what is the same for all grids.
  /// - Throws: `SamplingError`, `DeclarationError` or `PathError`.
  public init(with kernels: Kernels) throws {
    self.kernels = kernels
    uniformErrors = try Self.budgets.map {
      try Self.error(Choice("uniform-lambda"), steps: $0, kernels)
    }
  }

  /// What is found of a grid.
  /// - Throws: `SamplingError`, `DeclarationError` or `PathError`.
  public func findings(of grid: Choice) throws -> GridFindings {
    var findings = GridFindings()
    for steps in Self.budgets {
      let plan = Self.plan(grid, steps)
      let (schedule, placed) = try plan.makeGrid()
      let levels = placed.levels
      guard levels.count == steps + 1 || grid.name != ListedLevels.declaration.name else {
        throw SamplingError.fixedSteps(grid: ListedLevels.declaration.name, steps: levels.count - 1)
      }
      findings.fall =
        findings.fall && levels.count == steps + 1
        && zip(levels, levels.dropFirst()).allSatisfy { $0.rho > $1.rho }
      findings.end = findings.end && Self.ends(levels[levels.count - 1], grid, on: schedule)
      findings.repeats = try findings.repeats && plan.makeGrid().grid == placed
    }
    findings.errorRatios = try zip(Self.budgets, uniformErrors).map { steps, uniform in
      try Self.error(grid, steps: steps, kernels) / uniform
    }
    return findings
  }

  /// Whether a run ends where the grid's knob says: without noise, or at the schedule's cleanest.
  private static func ends(
    _ level: NoiseLevel, _ grid: Choice, on schedule: any Schedule
  ) -> Bool {
    guard let knob = try? gridRules.options.declaration(grid.name).knob(Knob.gridEnd.name),
      grid.value(knob) == .word(GridSpan.End.min.rawValue)
    else { return level.sigma == 0 }
    // A table of levels, and a least sigma that was given, end of themselves.
    let ownEnd = grid.name == AlignYourSteps.declaration.name || grid.knobs["min"] != nil
    return ownEnd
      ? level.sigma > 0
      : WordedPath.isNear(level.rho, schedule.level(t: schedule.range.lowerBound).rho)
  }

  private static func plan(_ grid: Choice, _ steps: Int) -> Plan {
    Plan(schedule: Choice("vp-linear"), grid: grid, steps: steps, seed: 1, batch: 64)
  }

  /// The distance of a run with a fixed solver to the exact end of its own start.
  private static func error(_ grid: Choice, steps: Int, _ kernels: Kernels) throws -> Double {
    let job = try plan(grid, steps).job(model: GaussianMixture.eightClasses, with: kernels)
    var sampler = Sampler(job)
    let exact = try ExactPath.end(of: job, from: sampler.state)
    while try sampler.next() != nil {}
    return rootMeanSquareDistance(sampler.state, exact)
  }
}

/// What an audit found of one grid.
public struct GridFindings: Hashable, Sendable {
  /// Where what is declared and what is seen part.
  public enum Flag: Hashable, Sendable {
    /// Levels that do not fall, or are not as many as the steps need.
    case notFalling
    /// A run that ends elsewhere.
    case wrongEnd
    /// Levels that change from one time to the next.
    case notRepeatable
  }

  var fall = true, end = true, repeats = true
  /// The error of short runs over that with equal steps of log alpha/sigma, by `GridAudit.budgets`.
  public internal(set) var errorRatios: [Double] = []

  /// Empty for a grid that does what it declares.
  public var flags: [Flag] {
    [(!fall, Flag.notFalling), (!end, .wrongEnd), (!repeats, .notRepeatable)]
      .compactMap { $0.0 ? $0.1 : nil }
  }
}
