import Glibc

/// The path from data to noise: which level belongs to each t, and back.
public protocol Schedule: Component {
  /// t at the clean and at the noisy end of what a sampler may ask for.
  var range: ClosedRange<Double> { get }

  /// The level at t, for any t in `range` and, where the path goes on, beyond it.
  func level(t: Double) -> NoiseLevel

  /// The level with a given log alpha/sigma, the inverse of `level(t:)`.
  func level(lambda: Double) -> NoiseLevel

  /// The level with a given sigma / alpha.
  func level(rho: Double) -> NoiseLevel

  /// d alpha / dt and d sigma / dt.
  func rate(t: Double) -> (alpha: Double, sigma: Double)

  /// The level without noise that runs end at.
  var clean: NoiseLevel { get }

  /// How many whole time steps the schedule has; `nil` where time is continuous.
  var entries: Int? { get }

  /// The standard deviation of the state that a run starts from at `level`.
  func startScale(_ level: NoiseLevel) -> Double
}

extension Schedule {
  public func level(rho: Double) -> NoiseLevel {
    rho == 0 ? clean : level(lambda: -log(rho))
  }

  /// The level with a given sigma / alpha, up to infinity, where the path comes by it.
  func usableLevel(rho: Double) throws(SamplingError) -> NoiseLevel {
    // Pure noise is a level where the path begins at it.
    let level = rho.isInfinite ? level(t: range.upperBound) : level(rho: rho)
    guard level.isUsable, rho.isFinite || level.alpha == 0 else {
      throw .levelOutsideSchedule(sigma: rho, schedule: Self.declaration.name)
    }
    return level
  }

  public var entries: Int? { nil }

  public var clean: NoiseLevel { NoiseLevel(t: 0, alpha: 1, sigma: 0) }
}

/// All schedules, in the order in which lists show them.
public let schedules = Catalog<any Schedule>(
  "schedule",
  [
    LinearVP.self, LinearTable.self, ScaledLinear.self, Cosine.self, CosineTable.self,
    Sigmoid.self, EDM.self, ElucidatedSpace.self, RectifiedFlow.self,
  ] as [any Schedule.Type],
  checkpoint: "the path of the network's scheduler file, in its own coordinates",
  declaration: { $0.declaration }, make: { $0.init($1) })
