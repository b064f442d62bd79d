/// The Brownian path of a run where it was asked for in this step, and where the step before asked
/// last.
struct BrownianWalk {
  private var positions: [BrownianPath.Place: Slot] = [:]
  private var last: BrownianPath.Place?

  /// What is still needed.
  var slots: [Slot] { Array(positions.values) }

  /// The path at a place.
  /// - Parameter zero: makes a state of zeros.
  mutating func position(
    at place: BrownianPath.Place, in space: any StateSpace, zero: () -> Slot
  ) -> Slot {
    last = place
    if let known = positions[place] { return known }
    let position = zero()
    let normals = space.allocate()
    defer { space.release(normals) }
    for (node, coefficient) in place.terms {
      space.drawNoise(NoiseDraw(purpose: .path, step: node), into: normals)
      space.combine([(position, 1), (normals, coefficient)], into: position)
    }
    positions[place] = position
    return position
  }

  /// Keeps the place that was asked for last: the next step often begins there.
  mutating func endStep() {
    if !positions.isEmpty { positions = positions.filter { $0.key == last } }
  }
}
