/// Levels written by hand as sigma/alpha, highest first: `inf` is pure noise, where a schedule comes
/// by it, and 0 the level without noise. What the model is told of them may be listed apart (Tong et al.
/// 2024, LD3, decoupled time steps).
public struct ListedLevels: GridRule {
  public static let declaration = Declaration(
    "list", title: "hand-written", summary: "the noise levels themselves",
    knobs: [
      Knob(
        "sigmas", "sigma/alpha from high to low, separated by /; inf is pure noise",
        .list(0 ... .infinity, .falling(element: "noise level", quantity: "sigma/alpha")),
        default: .list([80, 24, 8, 2.5, 0.8, 0.25, 0])),
      Knob(
        "told", "sigma/alpha that the model is told in each step; auto: those of the levels",
        .list(1e-6 ... .infinity), default: .automatic),
    ])

  private let sigmas: [Double]
  private let told: [Double]?

  public init(_ knobs: KnobValues) {
    sigmas = knobs.list("sigmas")
    told = knobs.optionalList("told")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    guard sigmas.count >= 2 else { throw .tooFewLevels(sigmas.count) }
    for (index, (sigma, next)) in zip(sigmas, sigmas.dropFirst()).enumerated() where next >= sigma {
      throw .levelsNotDecreasing(index: index, sigma: sigma, next: next)
    }
    return try sigmas.map { sigma throws(SamplingError) in
      try schedule.usableLevel(rho: sigma)
    }
  }

  public func told(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    guard let told else { return [] }
    guard told.count == steps else { throw .toldLevels(told.count, steps: steps) }
    return try told.map { sigma throws(SamplingError) in
      try schedule.usableLevel(rho: sigma)
    }
  }
}
