import Experiments
import Quickstep

extension SearchRun {
  static let fewestColumns = ["solver", "grid", "steps", "evaluations", "error, %"]
  static let levelsColumns = ["levels", "error, %"]
  static let tilesColumns = ["layer", "reference frames", "loss, %", "tiles kept, %"]
  static let schedulesColumns = ["schedule", "error, %"]

  public func finding() -> Finding? {
    guard let context else { return nil }
    let later = isResumable ? " Asked for again, the search goes on from there." : ""
    let family = SamplingFamily.declaration.name
    switch form {
    case .fewest:
      guard let table = context.fewest else { return nil }
      return Finding(
        table.sentence + freshSentence(table) + later, columns: Self.fewestColumns,
        rows: findingRows() ?? [],
        sentence: table.winner.map {
          Sentence(family: family, settings: $0.trial.plan.settings)
        })
    case .tiles:
      guard let table = context.tiles else { return nil }
      return Finding(
        table.sentence, columns: Self.tilesColumns, rows: findingRows() ?? [],
        sentence: table.found.map { Sentence(family: family, settings: $0.plan.settings) })
    case .levels, .schedules:
      guard let hand = context.bestHandMade else { return nil }
      let found = fresh?.found ?? context.best
      let rival = fresh?.hand ?? hand
      let better = found.flatMap { $0.error < rival.error ? $0 : nil } ?? rival
      return Finding(
        levelsSentence(found, rival) + later,
        columns: form == .levels ? Self.levelsColumns : Self.schedulesColumns,
        rows: findingRows() ?? [],
        sentence: Sentence(family: family, settings: better.plan.settings))
    }
  }

  /// Best first.
  func findingRows() -> [[Finding.Cell]]? {
    switch form {
    case .fewest:
      return context?.fewest?.rows.prefix(FewestTable.shown).map { row in
        [
          .text(solvers.text(row.trial.plan.solver)), .text(gridRules.text(row.trial.plan.grid)),
          .count(row.trial.steps), .count(row.trial.evaluations),
          .number(100 * row.trial.error),
        ]
      }
    case .tiles:
      return context?.tiles?.rows.enumerated().map { layer, row in
        [
          .count(layer + 1), .count(row.k), .number(100 * row.loss), .number(100 * row.kept),
        ]
      }
    case .levels, .schedules:
      guard let context else { return nil }
      let found = context.best.map { [("found by \(plan.method.name)", $0)] } ?? []
      return (found + context.handMade.map { (name($0), $0) })
        .sorted { $0.1.error < $1.1.error }.prefix(FewestTable.shown)
        .map { [.text($0.0), .number(100 * $0.1.error)] }
    }
  }

  private func levelsSentence(_ found: SearchTrial?, _ hand: SearchTrial) -> String {
    let name = self.name(hand)
    let hasWeights = found.map { $0.plan.solver != plan.plan.solver } ?? false
    let rivals = form == .levels ? "grid" : "plan"
    let (things, were, come) =
      form == .schedules
      ? ("schedule", "was", "comes")
      : (hasWeights ? "levels and weights" : "levels", "were", "come")
    let noises = fresh == nil ? "the noises of the search" : "fresh noises"
    guard let found else {
      return "Nothing was tried yet; the best hand-made \(rivals), \(name), comes to "
        + "\(percent(hand)) on \(noises)."
    }
    guard found.error < hand.error else {
      return "No better \(things) \(were) found: \(percent(found)) against the \(percent(hand)) "
        + "of \(name) on \(noises)."
    }
    return "The \(things) found \(come) to \(percent(found)) on \(noises), "
      + "\(brief(found.error / hand.error)) times the \(percent(hand)) of the best hand-made "
      + "\(rivals), \(name)." + partsSentence(found)
  }

  /// What a plan whose steps leave parts of the network out computes.
  private func partsSentence(_ found: SearchTrial) -> String {
    let parts = model.parts
    guard found.plan.skip != Skips.none,
      let sets = try? found.plan.skips().sets(steps: found.steps, of: parts)
    else { return "" }
    let computed = sets.reduce(0) { $0 + parts.count - $1.count }
    return
      " Their \(found.steps) steps compute \(computed) parts of the network, whole steps of the "
      + "plan \(plan.plan.steps * parts.count)."
  }

  private func freshSentence(_ table: FewestTable) -> String {
    guard table.winner != nil, let fresh else { return "" }
    return " On fresh noises it comes to \(percent(fresh.found))."
  }

  /// What tells plans apart that are there without a search.
  func name(_ trial: SearchTrial) -> String {
    let grid = gridRules.text(trial.plan.grid)
    return form == .schedules ? "\(solvers.text(trial.plan.solver)) on \(grid)" : grid
  }

  private func percent(_ trial: SearchTrial) -> String { "\(brief(100 * trial.error)) %" }
}
