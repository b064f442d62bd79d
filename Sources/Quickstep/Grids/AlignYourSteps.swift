import Glibc

/// Levels that were optimised for one network and published as a table of ten steps (Sabour et al.
/// 2024, Align Your Steps).
///
/// Tables and interpolation are those of the authors' quick start guide,
/// https://research.nvidia.com/labs/toronto-ai/AlignYourSteps/howto.html: entries stand at equal
/// shares of the run, and between them log sigma/alpha is linear. Runs end without noise in place
/// of the last entry, as with diffusers' `AysSchedules`.
public struct AlignYourSteps: GridRule {
  private enum Table: String, CaseIterable {
    case sd15, sdxl, svd

    var sigmas: [Double] {
      switch self {
      case .sd15:
        [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029]
      case .sdxl:
        [14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029]
      case .svd:
        [700, 54.5, 15.886, 7.977, 4.248, 1.789, 0.981, 0.403, 0.173, 0.034, 0.002]
      }
    }
  }

  private enum End: String, CaseIterable { case zero, min, after }

  public static let declaration = Declaration(
    "ays", title: "Align Your Steps", summary: "levels optimised for one network, from a table",
    paper: "Sabour et al. 2024, Align Your Steps: Optimizing Sampling Schedules",
    knobs: [
      Knob(
        "table", "the network: Stable Diffusion 1.5, XL or Video",
        .choice(Table.allCases.map(\.rawValue)), default: .word(Table.sd15.rawValue)),
      Knob(
        "end", "last level: no noise in place of the table's, the table's, or no noise after it",
        .choice(End.allCases.map(\.rawValue)), default: .word(End.zero.rawValue)),
    ])

  private let table: Table
  private let end: End

  public init(_ knobs: KnobValues) {
    table = knobs.choice("table")
    end = knobs.choice("end")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let sigmas = table.sigmas, last = sigmas.count - 1
    // Of places at equal shares of the way, first and last included.
    let intervals = end == .after ? max(1, steps - 1) : steps
    let levels = try (0..<(end == .min ? steps + 1 : steps)).map { step throws(SamplingError) in
      let place = Double(step * last) / Double(intervals)
      let entry = min(Int(place), last - 1), rest = place - Double(entry)
      return try schedule.usableLevel(
        rho: pow(sigmas[entry], 1 - rest) * pow(sigmas[entry + 1], rest))
    }
    return end == .min ? levels : levels + [schedule.clean]
  }
}

/// Equal steps of arctan(sigma/alpha / c): for Gaussian data of standard deviation c they minimise
/// a bound on the Kullback-Leibler divergence that a run ends at (Sabour et al. 2024, theorem 3.1).
public struct KLOptimal: GridRule {
  public static let declaration = Declaration(
    "kl-optimal", title: "KL optimal", summary: "equal steps of the arc tangent of sigma/alpha",
    paper: "Sabour et al. 2024, Align Your Steps, theorem 3.1",
    knobs: [
      Knob(
        "data", "c: standard deviation of the data", .real(0.01...100, step: .factor(1.1)),
        default: .real(1))
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let c: Double

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    c = knobs.real("data")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    try span.levels(schedule, steps: steps) { u, high, low in
      // Pure noise has an arc tangent, but no sigma/alpha to come back from.
      if u == 0 { return high }
      return schedule.level(rho: c * tan((1 - u) * atan(high.rho / c) + u * atan(low.rho / c)))
    }
  }
}
