// What the sampler does.
extension StepContext {
  /// Puts a start in the place of the state.
  func begin(with start: any Start) {
    state = start.start(self, at: grid.levels[0])
    end(keeping: [])
  }

  func begin(_ step: Int, of gridStep: Int) {
    index = step
    gridIndex = gridStep
    space.ask(grid.steps[gridStep].model)
    partialEnd = nil
    previousState = origin
    order = nil
    evaluations = 0
    companionCalls = 0
    coefficients = []
    draws = [:]
    clippedShare = nil
    guidanceStrength = nil
    previousData = data
    data = nil
    formula.begin(state: state, origin: origin, tracks: tracks)
  }

  /// Keeps the state, the history, the data prediction and the end of the path, and frees every
  /// other slot.
  func end(keeping more: [Slot]) {
    brownian.endStep()
    let needed =
      [state] + tracks.values.joined().map(\.slot) + brownian.slots
      + [origin, data, previousData].compactMap { $0 } + more
    for slot in live where !needed.contains(slot) {
      space.release(slot)
      formula.forget(slot)
    }
    live.removeAll { !needed.contains($0) }
  }

  /// Goes on where another context of the same states is.
  /// - Parameters:
  ///   - steps: the number of steps that are not its own.
  ///   - tracks: what is kept of what was remembered.
  ///   - keepsPath: whether the step before counts as one of its own.
  func take(
    over other: StepContext, stepsBefore steps: Int, keeping tracks: [Track], keepsPath: Bool
  ) {
    stepsBefore = steps
    live = other.live
    brownian = other.brownian
    (data, previousData) = (other.data, other.previousData)
    origin = keepsPath ? other.origin : nil
    self.tracks = other.tracks.filter { tracks.contains($0.key) }
  }

  /// Brings the state to the scale of another path.
  func scaleState(by factor: Double) { state = combine((state, factor)) }

  func adopt(_ slot: Slot) { live.append(slot) }

  /// All that what has been done so far leaves for later steps, the state first.
  var carried: [Slot] {
    let kept = Track.allCases.flatMap { past($0).map(\.slot) }
    return [state] + (origin.map { [$0] } ?? []) + kept
  }
}
