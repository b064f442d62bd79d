import Experiments
import Files
import Glibc
import Quickstep

/// An estimate of statistics under way: the model makes samples where nothing else has any, then it
/// is looked at lambda by lambda.
public struct StatisticsRun: Experiment {
  public let outline: RunOutline
  private let plan: StatisticsPlan
  private let job: SamplingJob
  private let header: StatisticsHeader
  private let path: String
  private let isCancelled: @Sendable () -> Bool
  /// Of the model's predictions.
  private let accuracy: Double
  /// What makes the samples; `nil` where they are true ones, or made.
  private var sampler: Sampler?
  private var estimate: StatisticsEstimate?
  private var statistics: ModelStatistics?
  private var isStarted = false
  private var step = 0
  private var spent = 0

  /// Steps that make samples.
  private static let making = 50

  /// Batches that an estimate keeps beside its sampler's.
  static func statesKept(_ plan: StatisticsPlan, width: Int, _ batch: Int) -> Int {
    32 + min(width, 16) + 2 * 12 * plan.knots / batch
  }

  /// - Parameters:
  ///   - sampled: the plan with as many samples as there are pairs.
  ///   - model: the one that is looked at.
  ///   - data: what has true samples; `nil` for what the model makes.
  /// - Throws: what the plan throws that cannot run.
  init(
    _ plan: StatisticsPlan, _ sampled: Plan, _ job: SamplingJob, of model: any Denoiser,
    data: (any ExactModel)?, key: StatisticsKey, path: String, _ equipment: Equipment
  ) throws {
    var job = job
    // What it is told follows the level, since the statistics hold on whatever path that is.
    job.model = GatedModel(model.alone, isCancelled: equipment.isCancelled)
    job.companions.models = job.companions.models.mapValues {
      GatedModel($0, isCancelled: equipment.isCancelled)
    }
    guard let lambdas = job.grid.lambdas, lambdas.lowerBound < lambdas.upperBound else {
      throw StatisticsError.noRange
    }
    self.plan = plan
    self.path = path
    isCancelled = equipment.isCancelled
    accuracy = model.exact?.pathTolerance ?? StatisticsEstimate.networkAccuracy
    header = StatisticsHeader(
      key: key, lambdas: lambdas,
      notes: [
        "model": plan.plan.model.name, "schedule": schedules.text(plan.plan.schedule),
        "grid": gridRules.text(plan.plan.grid), "samples": "\(sampled.batch)",
        "seed": "\(plan.plan.seed)", "data": modelDeclaration.text(plan.data),
      ])
    self.job = job
    let asked = StatisticsEstimate.calls(of: job, lambdas: lambdas, knots: plan.knots)
    guard let data else {
      var making = sampled
      making.steps = Self.making
      making.solver = Choice("dpm++2m")
      let gated = Accompanied(job.model, by: job.companions)
      let maker = try making.job(model: gated, with: job.kernels)
      let foresight = maker.foresight()
      sampler = Sampler(maker)
      outline = StatisticsOutline.outline(
        plan, steps: foresight.evaluationsPerStep.count + plan.knots,
        evaluations: foresight.evaluationsPerStep.reduce(asked, +))
      return
    }
    outline = StatisticsOutline.outline(plan, steps: plan.knots, evaluations: asked)
    begin(
      with: data.trueSamples(classes: job.classes, seed: plan.plan.seed, with: job.kernels))
  }

  private mutating func begin(with samples: [Double]) {
    estimate = StatisticsEstimate(
      job, samples: samples, knots: plan.knots,
      accuracy: accuracy, seed: plan.plan.seed)
  }

  /// - Throws: `SamplingError.notFinite` where the model makes no samples.
  public mutating func next() throws -> RunRecord? {
    guard isStarted else {
      isStarted = true
      return record(at: nil)
    }
    if sampler != nil {
      if let made = try sampler!.next() {
        step += 1
        spent = made.evaluations
        return record(at: made.level.rho)
      }
      begin(with: sampler!.state)
      sampler = nil
    }
    guard let before = estimate, before.done < before.knots.count else { return nil }
    _ = estimate!.advance()
    if isCancelled() { throw CancellationError() }
    step += 1
    // What nobody is told of need not be known.
    if step.isMultiple(of: outline.recordStride) || isWhole { statistics = estimate!.statistics }
    return record(at: exp(-before.knots[before.done]))
  }

  private func record(at sigma: Double?) -> RunRecord {
    func last(_ values: (ModelStatistics.Coordinate) -> [Double]) -> Double? {
      guard let statistics, let knot = statistics.knots.indices.last else { return nil }
      return mean(values, statistics, at: knot)
    }
    let calls = spent + (estimate?.evaluations ?? 0)
    return RunRecord(
      step: step,
      values: [
        Double(step), sigma, last(\.l), last(\.s), last(\.b), Double(calls), nil,
      ], spent: calls)
  }

  /// Over coordinates, knot by knot.
  private func mean(
    _ values: (ModelStatistics.Coordinate) -> [Double], _ statistics: ModelStatistics
  ) -> [Double] {
    statistics.knots.indices.map { mean(values, statistics, at: $0) }
  }

  private func mean(
    _ values: (ModelStatistics.Coordinate) -> [Double], _ statistics: ModelStatistics, at knot: Int
  ) -> Double {
    statistics.coordinates.reduce(0) { $0 + values($1)[knot] }
      / Double(statistics.coordinates.count)
  }

  /// l, s and b as means over coordinates, over lambda; then l of the first coordinates.
  public func previews(most: Int) -> [Preview?] {
    guard let statistics else { return [nil, nil] }
    func curve(_ name: String, _ values: [Double]) -> Curve {
      Curve(name, zip(statistics.knots, values).map { SIMD2($0, $1) })
    }
    return [
      .curves([
        curve("l", mean(\.l, statistics)), curve("s", mean(\.s, statistics)),
        curve("b", mean(\.b, statistics)),
      ]),
      .curves(
        statistics.coordinates.prefix(3).enumerated().map { curve("l \($0 + 1)", $1.l) }),
    ]
  }

  private var isWhole: Bool { estimate.map { $0.done == $0.knots.count } ?? false }

  /// l, s and b by knot and coordinate; NaN as long as they are not known.
  public func products() -> [Product] {
    let width = job.model.shape.count
    var values = Array(repeating: Double.nan, count: plan.knots * 3 * width)
    for (i, coordinate) in (statistics?.coordinates ?? []).enumerated() {
      for (part, numbers) in [coordinate.l, coordinate.s, coordinate.b].enumerated() {
        for (k, number) in numbers.enumerated() { values[(k * 3 + part) * width + i] = number }
      }
    }
    return [Product("statistics", shape: [plan.knots, 3, width], values)]
  }

  /// Only what is whole is written.
  public mutating func save(_ occasion: SaveOccasion) throws -> Saved? {
    guard case .end = occasion, isWhole, let statistics else { return nil }
    try StatisticsFile.write(statistics, header, to: path)
    return .file(path, beside: plan.plan.model.name)
  }

  public func finding() -> Finding? {
    guard isWhole, let statistics else { return nil }
    let shown = 8, last = statistics.knots.count - 1
    let rows = (0...shown).map { index -> [Finding.Cell] in
      let knot = last * index / shown
      func number(_ values: (ModelStatistics.Coordinate) -> [Double]) -> Double {
        mean(values, statistics, at: knot)
      }
      return [exp(-statistics.knots[knot]), number(\.l), number(\.s), number(\.b)]
        .map { .number($0) }
    }
    var sampled = plan.plan
    sampled.solver = Choice(DPMSolverV3.declaration.name)
    sampled.steps = Plan().steps
    return Finding(
      "The statistics of \(plan.plan.model.name) for \(header.key.text) lie in \(path).",
      columns: ["sigma/alpha", "l", "s", "b"], rows: rows,
      sentence: Sentence(
        family: SamplingFamily.declaration.name, settings: sampled.settings))
  }
}
