/// A path whose noisy end is lower than its own, so that grids place their levels below it.
struct LoweredSchedule: Schedule {
  static let declaration = Declaration(
    "lowered", title: "lowered", summary: "a path from one of its levels on")

  private let base: any Schedule
  private let highest: NoiseLevel

  init(_ base: any Schedule, from highest: NoiseLevel) {
    self.base = base
    self.highest = highest
  }

  init(_ knobs: KnobValues) { preconditionFailure("a path that is never chosen by name") }

  var range: ClosedRange<Double> { base.range.lowerBound...highest.t }
  /// Of a table the time steps up to the noisy end.
  var entries: Int? { base.entries.map { min($0, Int(highest.t) + 1) } }
  var clean: NoiseLevel { base.clean }

  func level(t: Double) -> NoiseLevel { t == highest.t ? highest : base.level(t: t) }
  func level(lambda: Double) -> NoiseLevel { base.level(lambda: lambda) }
  func level(rho: Double) -> NoiseLevel { base.level(rho: rho) }
  func rate(t: Double) -> (alpha: Double, sigma: Double) { base.rate(t: t) }
  func startScale(_ level: NoiseLevel) -> Double { base.startScale(level) }
}

extension Schedule {
  /// The noisiest level of the path.
  var noisiest: NoiseLevel { level(t: range.upperBound) }

  /// The level that is nearest to a sigma/alpha, no noisier than the path begins; of a table that of
  /// a whole time step.
  func levelWithin(rho: Double) -> NoiseLevel {
    let top = noisiest
    guard rho < top.rho else { return top }
    let level = level(rho: rho)
    return entries == nil ? level : self.level(t: max(level.t.rounded(), range.lowerBound))
  }
}
