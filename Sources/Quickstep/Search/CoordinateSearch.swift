/// Moves one level after the other along log alpha/sigma, up and down, keeps what is better, and
/// halves the moves when none is: the honest baseline of every other search.
public struct CoordinateSearch: Search {
  public static let declaration = Declaration(
    "coordinate", title: "coordinate search",
    summary: "one level after the other, up or down, in ever smaller moves",
    knobs: [
      .from,
      Knob(
        "move", "first move of log alpha/sigma", .real(0.05...5, step: .factor(1.2)),
        default: .real(0.8)),
      Knob(
        "least", "moves end below this", .real(1e-4...1, step: .factor(1.2)), default: .real(0.02)),
    ])
  public static let form = SearchForm.levels

  private let start: SearchStart
  private let move, least: Double
  private var moves: LevelMoves?
  private var error = Double.infinity

  public init(_ knobs: KnobValues) {
    start = knobs.choice(Knob.from.name)
    move = knobs.real("move")
    least = knobs.real("least")
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    guard moves != nil else {
      let plan = start.plan(run)
      let levels = try run.levels(of: plan)
      moves = LevelMoves(levels, move: move, least: least)
      error = try run.error(of: plan)
      return levels.count > 2
    }
    let schedule = try run.plan.makeGrid(run.bench.model.sampler).schedule
    guard let moved = moves?.next(on: schedule) else { return false }
    let new = try run.error(along: moved)
    if new < error {
      error = new
      moves?.take(moved)
    } else {
      moves?.turn()
    }
    return true
  }
}
