// Random numbers.
extension StepContext {
  /// Fresh standard normals, a function of (seed, sample, step, purpose, number of the draw).
  public func noise(_ purpose: NoisePurpose = .step) -> Slot {
    let target = fresh()
    space.drawNoise(
      NoiseDraw(
        purpose: purpose, step: stepsBefore + index, number: draws[purpose] ?? 0,
        place: draws.values.reduce(0, +)),
      into: target)
    draws[purpose, default: 0] += 1
    return name(target, .noise)
  }

  /// The increment of a Brownian path between two levels, divided by the square root of its length:
  /// standard normals. The path is one for the whole run, a function of (seed, sample, level), so
  /// that draws over intervals that overlap go together, whatever the grid.
  ///
  /// Where noise is given or comes from a generator it is the next draw.
  public func noise(from s: NoiseLevel, to t: NoiseLevel) -> Slot {
    let from = BrownianPath.Place(s), to = BrownianPath.Place(t)
    // Levels that the path cannot tell apart have independent noise.
    guard from != to, !space.drawsInOrder else { return noise() }
    let scale = 1 / from.distance(to: to).squareRoot()
    return name(combine((path(at: from), -scale), (path(at: to), scale)), .noise)
  }

  /// Noise, element by element times the standard deviation that the model's numbers stand for.
  public func scaled(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot) -> Slot {
    let target = fresh()
    space.scale(noise, by: variance, numbers, into: target)
    return name(target, .other)
  }

  private func path(at place: BrownianPath.Place) -> Slot {
    brownian.position(at: place, in: space) { combine() }
  }
}
