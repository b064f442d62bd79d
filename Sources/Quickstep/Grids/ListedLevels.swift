/// Levels written by hand as sigma/alpha, highest first: `inf` is pure noise, where a schedule comes
/// by it, and 0 the level without noise.
public struct ListedLevels: GridRule {
  public static let declaration = Declaration(
    "list", title: "hand-written", summary: "the noise levels themselves",
    knobs: [
      Knob(
        "sigmas", "sigma/alpha from high to low, separated by /; inf is pure noise",
        .list(0 ... .infinity, .falling(element: "noise level", quantity: "sigma/alpha")),
        default: .list([80, 24, 8, 2.5, 0.8, 0.25, 0]))
    ])

  private let sigmas: [Double]

  public init(_ knobs: KnobValues) { sigmas = knobs.list("sigmas") }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    guard sigmas.count >= 2 else { throw .tooFewLevels(sigmas.count) }
    for (index, (sigma, next)) in zip(sigmas, sigmas.dropFirst()).enumerated() where next >= sigma {
      throw .levelsNotDecreasing(index: index, sigma: sigma, next: next)
    }
    return try sigmas.map { sigma throws(SamplingError) in
      try schedule.usableLevel(rho: sigma)
    }
  }
}
