/// Moves one level after the other along log alpha/sigma, up and down, and halves the moves when none
/// was taken in a round.
struct LevelMoves {
  /// Levels are no nearer to each other than this in log alpha/sigma.
  private static let gap = 1e-3

  /// The levels of the moves that were taken.
  private(set) var levels: [NoiseLevel]
  private var move: Double
  private let least: Double
  /// Which level is moved next, and whether towards less noise first.
  private var index = 1
  private var direction = 1.0
  /// Whether this round has moved anything.
  private var hasMoved = false

  /// - Parameters:
  ///   - move: the first moves of log alpha/sigma.
  ///   - least: moves end below this.
  init(_ levels: [NoiseLevel], move: Double, least: Double) {
    self.levels = levels
    self.move = move
    self.least = least
  }

  /// The levels after the next move that keeps their order, and is not towards less noise than the
  /// schedule has; `nil` when moves have become small.
  mutating func next(on schedule: any Schedule) -> [NoiseLevel]? {
    guard levels.count > 2 else { return nil }
    let cleanest = schedule.level(t: schedule.range.lowerBound).lambda
    while move >= least {
      let lambda = levels[index].lambda + direction * move
      if levels[index - 1].lambda + Self.gap < lambda,
        lambda < levels[index + 1].lambda - Self.gap, direction < 0 || lambda <= cleanest
      {
        var moved = levels
        moved[index] = schedule.level(lambda: lambda)
        return moved
      }
      turn()
    }
    return nil
  }

  /// Takes a move, and goes on to the next level.
  mutating func take(_ moved: [NoiseLevel]) {
    (levels, hasMoved) = (moved, true)
    turnToNext()
  }

  /// On to the other direction, or the next level.
  mutating func turn() {
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
