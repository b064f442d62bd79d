import Tensors

/// What solvers declare beside what they do on models whose exact answer is known.
///
///     let audit = try SolverAudit(with: kernels)
///     let findings = try audit.findings(of: solvers.make(Choice("heun")))
public struct SolverAudit: Sendable {
  /// How often the model may be asked in a short run.
  public static let budgets = [4, 8, 16]
  /// The guidance scales that are tried, lowest first.
  public static let scales: [Double] = [1, 2, 3, 4, 6, 8, 12, 16]

  private let kernels: Kernels
  /// The exact end of short runs.
  private let end: [Double]
  private let eulerErrors: [Double]
  /// The largest number of the exact end at each scale; shorter where the flow becomes too stiff.
  private let guidedMaxima: [Double]

  /// Solves what is the same for all solvers.
  /// - Throws: `PathError`.
  public init(with kernels: Kernels) throws {
    self.kernels = kernels
    let euler = try solvers.make(Choice("euler"))
    let job = try Self.shortPlan.job(model: GaussianMixture.eightClasses, with: kernels)
    let end = try ExactPath.end(of: job, from: Sampler(job).state)
    self.end = end
    eulerErrors = try Self.budgets.map { steps in
      rootMeanSquareDistance(try Self.run(euler, Self.shortPlan(steps), kernels), end)
    }
    var maxima: [Double] = []
    for scale in Self.scales {
      let job = try Self.guidedPlan(scale).job(model: GaussianMixture.eightClasses, with: kernels)
      guard let end = try? ExactPath.end(of: job, from: Sampler(job).state) else { break }
      maxima.append(end.map(abs).max() ?? 0)
    }
    guidedMaxima = maxima
  }

  /// What is found of a solver.
  /// - Throws: `SamplingError`, `DeclarationError` or `PathError`.
  public func findings(of solver: any Solver) throws -> SolverFindings {
    var findings = SolverFindings(declaredOrder: solver.order)
    if solver.order != nil { findings.orders = try orders(of: solver) }
    findings.errorRatios = try zip(Self.budgets, eulerErrors).map { budget, euler in
      try error(of: solver, within: budget).map { $0 / euler }
    }
    findings.largestScale = largestScale(of: solver)
    findings.batchMayBeSplit = try batchMayBeSplit(solver)
    return findings
  }

  /// The observed order from each of a few starts, as far as the error is above rounding.
  private func orders(of solver: any Solver) throws -> [Double] {
    try (1...4).compactMap { seed in
      let plan = Plan(
        schedule: Choice("vp-linear"), grid: Self.grid, seed: UInt64(seed), batch: 32)
      return try ConvergenceStudy(
        plan, model: GaussianMixture.gentle, solver: solver, stepCounts: [40, 80, 160, 320],
        with: kernels
      ).observedOrder
    }
  }

  /// The error of the longest run within a budget of evaluations; nil where not even one step fits,
  /// or nobody can tell how many do.
  private func error(of solver: any Solver, within budget: Int) throws -> Double? {
    let steps = try (1...budget).last { steps in
      var job = try Self.shortPlan(steps).job(model: GaussianMixture.eightClasses, with: kernels)
      job.solver = solver
      let foresight = job.foresight()
      return foresight.isWhole && foresight.evaluationsPerStep.reduce(0, +) <= budget
    }
    return try steps.map { steps in
      rootMeanSquareDistance(try Self.run(solver, Self.shortPlan(steps), kernels), end)
    }
  }

  /// The largest scale up to which samples stay within 1.25 times the exact ones.
  private func largestScale(of solver: any Solver) -> Double? {
    zip(Self.scales, guidedMaxima).prefix { scale, exact in
      guard let end = try? Self.run(solver, Self.guidedPlan(scale), kernels) else { return false }
      return end.map(abs).max() ?? 0 <= 1.25 * exact
    }.last?.0
  }

  private func batchMayBeSplit(_ solver: any Solver) throws -> Bool {
    var job = try Self.shortPlan(6).job(model: GaussianMixture.eightClasses, with: kernels)
    job.solver = solver
    // Steps that follow from the numbers of a batch are shared by it.
    guard job.foresight().isWhole else { return true }
    let whole = try Self.end(of: job)
    let parts = try [0..<20, 20..<job.classes.count].flatMap { range in
      var part = job
      part.firstSample = range.lowerBound
      part.classes = Array(job.classes[range])
      return try Self.end(of: part)
    }
    return whole == parts
  }
}

extension SolverAudit {
  private static let grid = Choice("uniform-lambda", ["end": .word("min")])
  private static let shortPlan = shortPlan(8)

  private static func shortPlan(_ steps: Int) -> Plan {
    Plan(schedule: Choice("vp-linear"), grid: grid, steps: steps, seed: 1, batch: 64)
  }

  private static func guidedPlan(_ scale: Double) -> Plan {
    var plan = shortPlan(12)
    plan.guidance = Choice("cfg", ["scale": .real(scale)])
    plan.classes = .one("0")
    return plan
  }

  private static func run(
    _ solver: any Solver, _ plan: Plan, _ kernels: Kernels
  ) throws -> [Double] {
    var job = try plan.job(model: GaussianMixture.eightClasses, with: kernels)
    job.solver = solver
    return try end(of: job)
  }

  private static func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}
