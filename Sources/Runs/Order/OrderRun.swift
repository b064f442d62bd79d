import Experiments
import Glibc
import Quickstep

/// A convergence study under way: a record for each number of steps.
public struct OrderRun: Experiment {
  public let outline: RunOutline
  private let plan: OrderPlan
  private let declared: Double?
  private var walk: ConvergenceWalk
  private var hasBegun = false

  init(_ plan: OrderPlan, model: any Denoiser, with equipment: Equipment) {
    self.plan = plan
    outline = Self.outline(plan)
    declared = (try? solvers.make(plan.plan.solver))?.order
    walk = ConvergenceWalk(
      plan.plan, model: model, stepCounts: plan.stepCounts, with: equipment.kernels,
      shouldStop: equipment.isCancelled)
  }

  /// What is known before the first run.
  static func outline(_ plan: OrderPlan) -> RunOutline {
    let counts = plan.stepCounts
    var outline = RunOutline(
      statistics: OrderStatistic.allCases.enumerated().map { rank, item in
        RunStatistic(item.statistic, rank: rank, largest: 10 * plan.plan.steps)
      },
      steps: counts.count,
      budget: RunBudget(
        unit: "NFE", noun: "evaluations", single: "call", total: nil, speed: .rate),
      previews: [PreviewKind(name: "error over steps", shortName: "error")],
      landmark: OrderStatistic.steps.rawValue,
      plotted: [OrderStatistic.error.rawValue, OrderStatistic.order.rawValue])
    outline.foreseen = [OrderStatistic.step.rawValue: (0...counts.count).map(Double.init)]
    outline.qualityObstacle = "Whether the error falls as declared stands here at the end."
    return outline
  }

  public mutating func next() throws -> RunRecord? {
    guard hasBegun else {
      hasBegun = true
      return RunRecord(
        step: 0, values: OrderStatistic.allCases.map { $0 == .step ? 0 : nil }, spent: 0)
    }
    guard let row = try walk.next() else { return nil }
    return RunRecord(
      step: walk.rows.count, values: OrderStatistic.allCases.map { value($0, row) },
      spent: walk.rows.reduce(0) { $0 + $1.evaluations })
  }

  private func value(_ statistic: OrderStatistic, _ row: ConvergenceStudy.Row) -> Double? {
    switch statistic {
    case .step: Double(walk.rows.count)
    case .steps: Double(row.steps)
    case .nfe: Double(row.evaluations)
    case .error: row.error
    case .order: row.order.flatMap { $0.isFinite ? $0 : nil }
    case .ms: nil
    }
  }

  /// The error over the steps, and how it would fall with the order that is declared.
  public func previews(most: Int) -> [Preview?] {
    let rows = walk.rows.filter { $0.error > 0 }
    guard let first = rows.first else { return [nil] }
    let error = Curve("error", rows.map { SIMD2(Double($0.steps), $0.error) })
    let ideal = declared.map { order in
      Curve(
        "declared order \(brief(order))",
        plan.stepCounts.filter { $0 >= first.steps }.map { steps in
          let ratio = Double(steps) / Double(first.steps)
          return SIMD2(Double(steps), first.error * pow(ratio, -order))
        })
    }
    return [.decades([error] + [ideal].compactMap { $0 })]
  }

  public func finding() -> Finding? {
    guard !walk.rows.isEmpty else { return nil }
    return Finding(
      ConvergenceStudy(walk.rows).verdict(declared: declared),
      columns: ["steps", "NFE", "error", "order"],
      rows: walk.rows.map { row in
        [
          .count(row.steps), .count(row.evaluations), .number(row.error),
          .number(row.order ?? .nan),
        ]
      }, sentence: nil)
  }

  /// Steps and errors, row by row.
  public func products() -> [Product] {
    [
      Product(
        "errors", shape: [walk.rows.count, 2],
        walk.rows.flatMap { [Double($0.steps), $0.error] })
    ]
  }
}
