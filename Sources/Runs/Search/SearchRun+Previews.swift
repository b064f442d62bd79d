import Experiments
import Quickstep

extension SearchRun {
  public func previews(most: Int) -> [Preview?] {
    switch form {
    case .levels: [errors, levels, context?.picture.map { .matrix($0) }]
    case .schedules: [errors, steps, levels, context?.picture.map { .matrix($0) }]
    case .fewest: [table, errorsByEvaluations]
    case .tiles: [masks]
    }
  }

  /// The smallest error over evaluations, beside what is there without a search.
  private var errors: Preview? {
    guard let context, let hand = context.bestHandMade else { return nil }
    let end = Double(max(1, context.bench.evaluations))
    func line(_ name: String, _ trial: SearchTrial) -> Curve {
      Curve(name, [[0, 100 * trial.error], [end, 100 * trial.error]])
    }
    let best = curve.isEmpty ? [] : [Curve("found, %", curve + [[end, curve[curve.count - 1].y]])]
    let own = context.handMade.first { $0.plan.grid == plan.plan.grid && $0.plan != hand.plan }
    return .curves(
      best + [line(name(hand), hand)]
        + (own.map { [line("own \(gridRules.text($0.plan.grid))", $0)] } ?? []))
  }

  /// sigma/alpha over steps.
  private var levels: Preview? {
    guard let context else { return nil }
    func curve(_ name: String, _ trial: SearchTrial) -> Curve? {
      let sigmas = ((try? context.levels(of: trial.plan)) ?? []).map(\.rho)
      return Curve(
        name, sigmas.enumerated().filter { $1 > 0 && $1.isFinite }.map { [Double($0), $1] })
    }
    let curves = [
      context.best.flatMap { curve("found", $0) },
      context.bestHandMade.flatMap { curve(name($0), $0) },
    ].compactMap { $0 }
    return curves.isEmpty ? nil : .curves(curves)
  }

  /// What every step of the best schedule does.
  private var steps: Preview? {
    guard let context, let best = context.best,
      let levels = try? context.levels(of: best.plan),
      let table = ScheduleTable(best.plan, levels: levels)
    else { return nil }
    return .text(aligned([ScheduleTable.columns] + table.rows))
  }

  /// Solvers on grids, best first; those that are near enough are bold.
  private var table: Preview? {
    guard let rows = context?.fewest?.rows.prefix(FewestTable.shown), !rows.isEmpty else {
      return nil
    }
    let texts =
      [["error%", "NFE", "N", "solver", "grid"]]
      + rows.map { row in
        [
          format(100 * row.trial.error), "\(row.trial.evaluations)", "\(row.trial.steps)",
          solvers.text(row.trial.plan.solver), gridRules.text(row.trial.plan.grid),
        ]
      }
    let marks: [MarkedText.Mark] = [.plain] + rows.map { $0.isNearEnough ? .accepted : .plain }
    return .text(aligned(texts, marks: marks))
  }

  /// The masks found, layer by layer.
  private var masks: Preview? {
    guard let rows = context?.tiles?.rows else { return nil }
    return .text(
      aligned(
        [["layer", "k", "loss%", "tiles%"]]
          + rows.enumerated().map { layer, row in
            ["\(layer + 1)", "\(row.k)", format(100 * row.loss), format(100 * row.kept)]
          }))
  }

  /// Rows as lines whose columns stand below each other: the first three are numbers.
  /// - Parameter marks: of the rows; plain where there is none.
  private func aligned(_ rows: [[String]], marks: [MarkedText.Mark] = []) -> MarkedText {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      row.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - row[column].count)
        return column < 3 ? blanks + row[column] : row[column] + blanks
      }.joined(separator: " ")
    }
    return MarkedText(
      lines.enumerated().map { index, line in
        [MarkedText.Cell(line, index < marks.count ? marks[index] : .plain)]
      })
  }

  /// The smallest error of all pairs over the number of evaluations, and what is near enough.
  private var errorsByEvaluations: Preview? {
    guard let smallest = context?.fewest?.smallest, !smallest.isEmpty else { return nil }
    let points = smallest.sorted { $0.key < $1.key }
      .map { SIMD2(Double($0.key), 100 * $0.value) }.filter { $0.y.isFinite }
    guard let last = points.last else { return nil }
    return .curves([
      Curve("smallest error, %", points),
      Curve("goal", [[1, plan.tolerance], [max(2, last.x), plan.tolerance]]),
    ])
  }
}
