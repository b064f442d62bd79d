/// Moves one level after the other along log alpha/sigma, up and down, keeps what is better, and
/// halves the moves when none is: the honest baseline of every other search.
public struct CoordinateSearch: Search {
  private enum Start: String, CaseIterable { case best, grid }

  public static let declaration = Declaration(
    "coordinate", title: "coordinate search",
    summary: "one level after the other, up or down, in ever smaller moves",
    knobs: [
      Knob(
        "from", "where it starts: the best hand-made grid, or the plan's own",
        .choice(Start.allCases.map(\.rawValue)), default: .word(Start.best.rawValue)),
      Knob(
        "move", "first move of log alpha/sigma", .real(0.05...5, step: .factor(1.2)),
        default: .real(0.8)),
      Knob(
        "least", "moves end below this", .real(1e-4...1, step: .factor(1.2)), default: .real(0.02)),
    ])
  public static let form = SearchForm.levels

  /// Levels are no nearer to each other than this in log alpha/sigma.
  private static let gap = 1e-3

  private let start: Start
  private let least: Double
  private var move: Double
  private var levels: [NoiseLevel] = []
  private var error = Double.infinity
  /// Which level is moved next, and whether towards less noise first.
  private var index = 1
  private var direction = 1.0
  /// Whether this round has moved anything.
  private var hasMoved = false

  public init(_ knobs: KnobValues) {
    start = knobs.choice("from")
    move = knobs.real("move")
    least = knobs.real("least")
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    guard !levels.isEmpty else {
      var plan = run.plan
      if case .best = start, let best = run.bestHandMade { plan = best.plan }
      levels = try plan.makeGrid(run.bench.model.sampler).grid.levels
      error = try run.error(of: plan)
      return levels.count > 2
    }
    let schedule = try run.plan.makeGrid(run.bench.model.sampler).schedule
    guard let moved = nextMove(on: schedule) else { return false }
    let new = try run.error(along: moved)
    if new < error {
      (levels, error, hasMoved) = (moved, new, true)
      turnToNext()
    } else {
      turn()
    }
    return true
  }

  /// The next of the moves that keep the order of the levels; `nil` when they have become small.
  private mutating func nextMove(on schedule: any Schedule) -> [NoiseLevel]? {
    while move >= least {
      let lambda = levels[index].lambda + direction * move
      if levels[index - 1].lambda + Self.gap < lambda, lambda < levels[index + 1].lambda - Self.gap
      {
        var moved = levels
        moved[index] = schedule.level(lambda: lambda)
        return moved
      }
      turn()
    }
    return nil
  }

  /// On to the other direction, or the next level.
  private mutating func turn() {
    if direction > 0 { direction = -1 } else { turnToNext() }
  }

  private mutating func turnToNext() {
    direction = 1
    index += 1
    guard index == levels.count - 1 else { return }
    index = 1
    if !hasMoved { move /= 2 }
    hasMoved = false
  }
}
