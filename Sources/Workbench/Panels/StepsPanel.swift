import Quickstep

extension State {
  /// Number, schedule, grid and the noise levels themselves.
  var stepsParameters: [Parameter] {
    let levels = forecast.levels?.count ?? handWrittenLevels.count
    return [.word(.steps), .word(.schedule)] + plan.knobParameters(.schedule) + [.word(.grid)]
      + plan.knobParameters(.grid).filter { $0 != .knob(.grid, Plan.levelsKnob) }
      + (0..<levels).map(Parameter.level)
  }

  private var handWrittenLevels: [Double] { plan.handWrittenLevels ?? [] }
}

extension Plan {
  /// The grid that consists of levels written by hand, and its knob.
  static let levelsGrid = "list", levelsKnob = "sigmas"

  /// The levels, sigma/alpha, where they are written by hand.
  public var handWrittenLevels: [Double]? {
    guard grid.name == Self.levelsGrid,
      let knob = (try? gridRules.declaration(grid.name))?.knob(Self.levelsKnob),
      case .list(let sigmas) = grid.value(knob)
    else { return nil }
    return sigmas
  }

  /// Writes the levels by hand; the number of steps follows.
  mutating func setHandWrittenLevels(_ sigmas: [Double]) {
    grid = Choice(Self.levelsGrid, [Self.levelsKnob: .list(sigmas)])
    steps = min(max(sigmas.count - 1, Self.stepsRange.lowerBound), Self.stepsRange.upperBound)
  }
}
