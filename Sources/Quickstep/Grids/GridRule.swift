/// A rule that places the N + 1 noise levels of a run on a schedule.
public protocol GridRule: Component {
  /// The levels, highest noise first.
  /// - Throws: `SamplingError` when the schedule cannot give them.
  func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel]
  /// What the model is told in each step, where that is another level than the step's own; empty
  /// where it is not.
  /// - Throws: `SamplingError` when the schedule cannot give them.
  func told(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel]
}

extension GridRule {
  public func told(_ schedule: any Schedule, steps: Int) -> [NoiseLevel] { [] }
}

/// All rules, in the order in which lists show them.
public let gridRules = Catalog<any GridRule>(
  "grid",
  [
    Karras.self, UniformLambda.self, UniformT.self, Quadratic.self, Exponential.self,
    Polyexponential.self, BetaQuantiles.self, LaplaceQuantiles.self, VPGrid.self, IDDPMGrid.self,
    AlignYourSteps.self, GITSGrid.self, KLOptimal.self, LinearQuadratic.self, BongTangent.self,
    Leading.self,
    Linspace.self, Trailing.self, ListedLevels.self,
  ] as [any GridRule.Type],
  checkpoint: "levels where the network's scheduler file places them",
  phrasebooks: gridPhrasebooks,
  declaration: { $0.declaration }, make: { $0.init($1) })

extension Knob {
  /// Where a grid ends.
  static let gridEnd = Knob(
    "end",
    "last level: no noise at all, the schedule's cleanest, or no noise in its place",
    .choice(GridSpan.End.allCases.map(\.rawValue)), default: .word("zero"))

  static let gridMinimum = Knob(
    "min", "lowest sigma/alpha before the end; auto is the schedule's",
    .real(1e-6...1e6, step: .factor(1.2)), default: .automatic)

  static let gridMaximum = Knob(
    "max", "highest sigma/alpha; auto is the schedule's", .real(1e-6...1e6, step: .factor(1.2)),
    default: .automatic)
}

/// Where a rule's levels lie between: N + 1 levels down to the cleanest, or N of them and then a
/// level without noise, or N + 1 of which the last gives way to it.
struct GridSpan: Sendable {
  enum End: String, CaseIterable {
    case zero, min, instead

    /// How many levels a rule places for so many steps.
    func count(steps: Int) -> Int { self == .zero ? steps : steps + 1 }

    /// What a rule has placed, with the end that was asked for.
    func closing(_ levels: [NoiseLevel], on schedule: any Schedule) -> [NoiseLevel] {
      switch self {
      case .zero: levels + [schedule.clean]
      case .min: levels
      case .instead: levels.dropLast() + [schedule.clean]
      }
    }
  }

  static let knobs: [Knob] = [.gridMinimum, .gridMaximum, .gridEnd]

  private let minimum, maximum: Double?
  private let end: End

  init(_ knobs: KnobValues) {
    minimum = knobs.optional("min")
    maximum = knobs.optional("max")
    end = knobs.choice("end")
  }

  /// The noisy and the clean end.
  func ends(_ schedule: any Schedule) throws(SamplingError) -> (high: NoiseLevel, low: NoiseLevel) {
    let range = schedule.range
    let high = try maximum.map(schedule.usableLevel) ?? schedule.level(t: range.upperBound)
    let low = try minimum.map(schedule.usableLevel) ?? schedule.level(t: range.lowerBound)
    guard low.rho < high.rho else { throw .sigmaRange(low: low.rho, high: high.rho) }
    return (high, low)
  }

  /// Levels from the places u = 0 (noisy) … 1 (clean), with the end that was asked for.
  func levels(
    _ schedule: any Schedule, steps: Int, _ place: (Double, NoiseLevel, NoiseLevel) -> NoiseLevel
  ) throws(SamplingError) -> [NoiseLevel] {
    let places = linearlySpaced(0, 1, count: end.count(steps: steps))
    return try levels(schedule, steps: steps) { index, _, high, low in
      place(places[index], high, low)
    }
  }

  /// Levels from the indices 0 (noisy) … last (clean), with the end that was asked for.
  func levels(
    _ schedule: any Schedule, steps: Int,
    _ place: (_ index: Int, _ last: Int, NoiseLevel, NoiseLevel) -> NoiseLevel
  ) throws(SamplingError) -> [NoiseLevel] {
    let (high, low) = try ends(schedule)
    let count = end.count(steps: steps)
    return end.closing((0..<count).map { place($0, count - 1, high, low) }, on: schedule)
  }
}
