/// Where a search for levels starts: at the best grid that is there without it, or at the plan's
/// own.
enum SearchStart: String, CaseIterable {
  case best, grid

  func plan(_ run: SearchContext) -> Plan {
    guard case .best = self, let best = run.bestHandMade else { return run.plan }
    return best.plan
  }

  /// The levels of it; of grids, of all that begin where the schedule's noise is highest, best first:
  /// the first level is not learned, and what is left out of the way is lost.
  func wholeWays(_ run: SearchContext) throws -> [[NoiseLevel]] {
    guard case .best = self else { return [try run.levels(of: run.plan)] }
    let schedule = try run.plan.makeGrid(run.bench.model.sampler).schedule
    let top = schedule.level(t: schedule.range.upperBound).rho
    let ways = try run.handMade.sorted { $0.error < $1.error }.map { try run.levels(of: $0.plan) }
      .filter { $0[0].rho >= top * (1 - 1e-6) && $0[0].rho <= top * (1 + 1e-6) }
    return ways.isEmpty ? [try run.levels(of: run.plan)] : ways
  }
}

extension Knob {
  static let from = Knob(
    "from", "where it starts: the best hand-made grid, or the plan's own",
    .choice(SearchStart.allCases.map(\.rawValue)), default: .word(SearchStart.best.rawValue))
}
