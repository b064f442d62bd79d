import Experiments
import Quickstep

extension SearchRun {
  static let fewestColumns = ["solver", "grid", "steps", "evaluations", "error, %"]
  static let levelsColumns = ["levels", "error, %"]

  public func finding() -> Finding? {
    guard let context else { return nil }
    let family = SamplingFamily.declaration.name
    switch form {
    case .fewest:
      guard let table = context.fewest else { return nil }
      return Finding(
        table.sentence + freshSentence(table), columns: Self.fewestColumns,
        rows: findingRows() ?? [],
        sentence: table.winner.map {
          Sentence(family: family, settings: $0.trial.plan.settings)
        })
    case .levels:
      guard let hand = context.bestHandMade else { return nil }
      let found = fresh?.found ?? context.best
      let rival = fresh?.hand ?? hand
      let better = found.flatMap { $0.error < rival.error ? $0 : nil } ?? rival
      return Finding(
        levelsSentence(found, rival), columns: Self.levelsColumns, rows: findingRows() ?? [],
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
    case .levels:
      guard let context else { return nil }
      let found = context.best.map { [("found by \(plan.method.name)", $0)] } ?? []
      return (found + context.handMade.map { (gridRules.text($0.plan.grid), $0) })
        .sorted { $0.1.error < $1.1.error }.prefix(FewestTable.shown)
        .map { [.text($0.0), .number(100 * $0.1.error)] }
    }
  }

  private func levelsSentence(_ found: SearchTrial?, _ hand: SearchTrial) -> String {
    let name = gridRules.text(hand.plan.grid)
    let noises = fresh == nil ? "the noises of the search" : "fresh noises"
    guard let found else {
      return "Nothing was tried yet; the best hand-made grid, \(name), comes to "
        + "\(percent(hand)) on \(noises)."
    }
    guard found.error < hand.error else {
      return "No better levels were found: \(percent(found)) against the \(percent(hand)) of "
        + "\(name) on \(noises)."
    }
    return "The levels found come to \(percent(found)) on \(noises), "
      + "\(brief(found.error / hand.error)) times the \(percent(hand)) of the best hand-made grid, "
      + "\(name)."
  }

  private func freshSentence(_ table: FewestTable) -> String {
    guard table.winner != nil, let fresh else { return "" }
    return " On fresh noises it comes to \(percent(fresh.found))."
  }

  private func percent(_ trial: SearchTrial) -> String { "\(brief(100 * trial.error)) %" }
}
