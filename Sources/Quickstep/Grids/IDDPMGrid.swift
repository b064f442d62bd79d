import Glibc

/// Levels of a squared-cosine training table of M entries, picked at equal, rounded steps of their
/// index (Nichol & Dhariwal 2021 in the form of Karras et al. 2022, table 1, column iDDPM).
///
/// With abar_j = sin²(pi/2 j / (M (1 + C2))) and u_M = 0,
/// u_{j-1} = sqrt((u_j² + 1) / max(abar_{j-1}/abar_j, C1) - 1).
public struct IDDPMGrid: GridRule {
  public static let declaration = Declaration(
    "iddpm", title: "iDDPM", summary: "rounded picks from the levels of a squared-cosine table",
    paper: "Nichol & Dhariwal 2021, Improved Denoising Diffusion Probabilistic Models",
    knobs: [
      Knob("entries", "M, length of the table", .integer(2...100_000), default: .integer(1000)),
      Knob(
        "c1", "smallest ratio of successive abar", .real(1e-6...0.5, step: .factor(1.2)),
        default: .real(0.001)),
      Knob(
        "c2", "offset at the clean end", .real(0...0.5, step: .factor(1.2)), default: .real(0.008)),
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let entries: Int
  private let c1, c2: Double

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    entries = knobs.integer("entries")
    c1 = knobs.real("c1")
    c2 = knobs.real("c2")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let (high, low) = try span.ends(schedule)
    let usable = table().filter { low.rho <= $0 && $0 <= high.rho }
    guard !usable.isEmpty else { throw .sigmaRange(low: low.rho, high: high.rho) }
    return try span.levels(schedule, steps: steps) { (index: Int, last: Int, _, _) in
      let stride = last == 0 ? 0 : Double(usable.count - 1) / Double(last)
      let pick = Int((stride * Double(index)).rounded(.toNearestOrEven))
      return schedule.level(rho: usable[pick])
    }
  }

  /// u_0, the noisiest, to u_M = 0.
  private func table() -> [Double] {
    func abar(_ j: Int) -> Double {
      let root = sin(0.5 * .pi * Double(j) / Double(entries) / (c2 + 1))
      return root * root
    }
    var u = [0.0]
    for j in stride(from: entries, to: 0, by: -1) {
      let last = u[u.count - 1]
      u.append(sqrt((last * last + 1) / max(abar(j - 1) / abar(j), c1) - 1))
    }
    return u.reversed()
  }
}
