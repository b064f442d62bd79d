import Glibc

/// Levels that were optimised for one network and published as a table of ten steps or more (Sabour et al.
/// 2024, Align Your Steps).
///
/// Tables and interpolation are those of the authors' quick start guide,
/// https://research.nvidia.com/labs/toronto-ai/AlignYourSteps/howto.html: entries stand at equal
/// shares of the run, and between them log sigma/alpha is linear. Runs end without noise in place
/// of the last entry, as with diffusers' `AysSchedules`.
public struct AlignYourSteps: GridRule {
  private enum Table: String, CaseIterable {
    case sd15, sdxl, svd
    /// Of 31 steps, as web UIs have them.
    case longSD15 = "sd15-32", longSDXL = "sdxl-32"
    /// By the curvature of paths (Chen et al. 2024, GITS), as web UIs have them.
    case curvedSD15 = "gits-sd15", curvedSDXL = "gits-sdxl"

    var sigmas: [Double] {
      switch self {
      case .sd15:
        [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029]
      case .sdxl:
        [14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029]
      case .svd:
        [700, 54.5, 15.886, 7.977, 4.248, 1.789, 0.981, 0.403, 0.173, 0.034, 0.002]
      case .longSD15:
        [
          14.615, 11.23951352, 8.64363081, 6.64729424, 5.57250862, 4.71648546, 3.99196065,
          3.5195609, 3.13490466, 2.79228788, 2.48773628, 2.21663865, 1.97508351, 1.7793172,
          1.61475335, 1.46540953, 1.314849, 1.16642497, 1.03475547, 0.91573744, 0.80748169,
          0.71202361, 0.621739, 0.53065202, 0.4529096, 0.37491455, 0.27461819, 0.2011529,
          0.14105873, 0.06682881, 0.03166121, 0.015,
        ]
      case .longSDXL:
        [
          14.615, 11.1491618, 8.50522127, 6.48827151, 5.43707402, 4.60398619, 3.89854704,
          3.27407457, 2.74396527, 2.29968659, 1.95448514, 1.67108715, 1.42878152, 1.23181009,
          1.06789649, 0.92579443, 0.80290886, 0.69660121, 0.60436903, 0.52852552, 0.46773344,
          0.41393379, 0.36258186, 0.31008517, 0.26518925, 0.22326461, 0.17653877, 0.13959192,
          0.10587381, 0.05519369, 0.02877334, 0.015,
        ]
      case .curvedSD15:
        [14.615, 4.617, 2.507, 1.236, 0.702, 0.402, 0.240, 0.156, 0.104, 0.094, 0.029]
      case .curvedSDXL:
        [14.615, 4.734, 2.567, 1.529, 0.987, 0.652, 0.418, 0.268, 0.179, 0.127, 0.029]
      }
    }
  }

  private enum End: String, CaseIterable { case zero, min, after }

  public static let declaration = Declaration(
    "ays", title: "Align Your Steps", summary: "levels optimised for one network, from a table",
    paper: "Sabour et al. 2024, Align Your Steps: Optimizing Sampling Schedules",
    knobs: [
      Knob(
        "table", "the network, Stable Diffusion 1.5, XL or Video, and another table for it",
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
      try schedule.usableLevel(
        rho: logLinear(sigmas, at: Double(step * last) / Double(intervals)))
    }
    return end == .min ? levels : levels + [schedule.clean]
  }
}

/// A table between its entries, where the logarithm is linear.
/// - Parameter place: 0 is the first entry.
func logLinear(_ table: [Double], at place: Double) -> Double {
  let entry = min(Int(place), table.count - 2), rest = place - Double(entry)
  return pow(table[entry], 1 - rest) * pow(table[entry + 1], rest)
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
