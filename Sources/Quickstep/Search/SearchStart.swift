/// Where a search for levels starts: at the best grid that is there without it, or at the plan's
/// own.
enum SearchStart: String, CaseIterable {
  case best, grid

  func plan(_ run: SearchContext) -> Plan {
    guard case .best = self, let best = run.bestHandMade else { return run.plan }
    return best.plan
  }

  /// The levels, of grids that begin at the highest noise of all: the first level is not learned.
  func wholeWay(_ run: SearchContext) throws -> [NoiseLevel] {
    guard case .best = self else { return try run.levels(of: run.plan) }
    var best: (levels: [NoiseLevel], error: Double)?
    for trial in run.handMade {
      let levels = try run.levels(of: trial.plan)
      if let known = best, known.levels[0].rho > levels[0].rho { continue }
      if let known = best, known.levels[0].rho == levels[0].rho, known.error <= trial.error {
        continue
      }
      best = (levels, trial.error)
    }
    return try best?.levels ?? run.levels(of: run.plan)
  }
}

extension Knob {
  static let from = Knob(
    "from", "where it starts: the best hand-made grid, or the plan's own",
    .choice(SearchStart.allCases.map(\.rawValue)), default: .word(SearchStart.best.rawValue))
}
