import Glibc

/// A walk of N steps from the noisy end to the end that was asked for, in tau = sigma / (alpha +
/// sigma): the time of the straight path from data to noise, and the same for a state however it
/// is scaled, so that what was published for flows has its place on every schedule.
struct FlowWalk: Sendable {
  static let knobs: [Knob] = [.gridMaximum, .gridEnd]

  private let maximum: Double?
  private let end: GridSpan.End

  init(_ knobs: KnobValues) {
    maximum = knobs.optional("max")
    end = knobs.choice("end")
  }

  /// - Parameter left: how much of the way is left after 1 … N - 1 steps.
  func levels(
    _ schedule: any Schedule, steps: Int, left: (Int) -> Double
  ) throws(SamplingError) -> [NoiseLevel] {
    let range = schedule.range
    let high = try maximum.map(schedule.usableLevel) ?? schedule.level(t: range.upperBound)
    let low = end == .zero ? schedule.clean : schedule.level(t: range.lowerBound)
    guard low.rho < high.rho else { throw .sigmaRange(low: low.rho, high: high.rho) }
    let inner = (1..<max(1, steps)).map { step in
      let tau = low.straightTime + left(step) * (high.straightTime - low.straightTime)
      return schedule.level(rho: tau / (1 - tau))
    }
    return end.closing([high] + inner + (end == .zero ? [] : [low]), on: schedule)
  }
}

/// Half of the steps small and equal, the others growing from there without a jump (Polyak et al.
/// 2024, Movie Gen, whose 25 first of 50 steps are those of 1000 equal ones).
///
/// With L = N / 2, Q = N - L and v = threshold / L, i steps lead over
/// v i + (1 - v N) (max(0, i - L) / Q)² of the way.
public struct LinearQuadratic: GridRule {
  public static let declaration = Declaration(
    "linear-quadratic", title: "linear, then quadratic",
    summary: "half of the steps small and equal, the others growing",
    paper: "Polyak et al. 2024, Movie Gen: A Cast of Media Foundation Models",
    knobs: [
      Knob(
        "threshold", "share of the way that the equal steps make",
        .real(0.001...0.5, step: .factor(1.1)), default: .real(0.025))
    ] + FlowWalk.knobs)

  private let walk: FlowWalk
  private let threshold: Double

  public init(_ knobs: KnobValues) {
    walk = FlowWalk(knobs)
    threshold = knobs.real("threshold")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let equal = steps / 2
    let v = threshold / Double(equal)
    return try walk.levels(schedule, steps: steps) { step in
      let growing = Double(max(0, step - equal)) / Double(steps - equal)
      return 1 - v * Double(step) - (1 - v * Double(steps)) * growing * growing
    }
  }
}

/// A fall like an arc tangent, steepest at half of the way (`bong_tangent` of RES4LYF, with equal
/// slopes and pivots of its two halves).
///
/// With s = 40 slope / (N + 2), A(d) = arctan(s d) and m + 1 = pivot (N + 2) rounded down, what is
/// left after j steps is (1 + (A(m + 1 - j) - A(1)) / (A(m + 1) - A(1))) / 2 up to m, where it is
/// 1/2, and (1 - A(j - m) / A(N - m)) / 2 from there.
public struct BongTangent: GridRule {
  public static let declaration = Declaration(
    "bong-tangent", title: "bong tangent",
    summary: "noise falls like an arc tangent, steepest at its half",
    paper: "ClownsharkBatwing 2025, RES4LYF",
    knobs: [
      Knob(
        "slope", "steepness of the fall, for 40 steps", .real(0.01...5, step: .factor(1.1)),
        default: .real(0.2)),
      Knob(
        "pivot", "share of the steps after which half of the way is left",
        .real(0.1...0.9, step: .linear(0.05)), default: .real(0.6)),
    ] + FlowWalk.knobs)

  private let walk: FlowWalk
  private let slope, pivot: Double

  public init(_ knobs: KnobValues) {
    walk = FlowWalk(knobs)
    slope = knobs.real("slope")
    pivot = knobs.real("pivot")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let points = Double(steps + 2)
    let m = max(1, min(Int(pivot * points) - 1, steps - 1))
    func arc(_ d: Int) -> Double { atan(40 * slope / points * Double(d)) }
    return try walk.levels(schedule, steps: steps) { step in
      step < m
        ? (1 + (arc(m + 1 - step) - arc(1)) / (arc(m + 1) - arc(1))) / 2
        : (1 - arc(step - m) / arc(steps - m)) / 2
    }
  }
}
