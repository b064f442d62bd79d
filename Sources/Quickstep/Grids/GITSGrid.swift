/// Levels that follow the curvature of a network's paths, from a table for latent diffusion (Chen et al.
/// 2024, On the Trajectory Regularity of ODE-based Diffusion Sampling, section 4).
///
/// Of more than 20 steps, and of one, the table's longest list is resampled: between its entries log
/// sigma/alpha is linear. Runs end without noise in place of the last entry.
public struct GITSGrid: GridRule {
  public static let declaration = Declaration(
    "gits", title: "GITS",
    summary: "levels by the curvature of paths, from a table of 2 … 20 steps",
    paper: "Chen et al. 2024, On the Trajectory Regularity of ODE-based Diffusion Sampling")

  public init(_ knobs: KnobValues) {}

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let lists = GITSTable.levels, longest = lists[lists.count - 1]
    let listed = lists.first { $0.count == steps + 1 }
    let levels = try (0..<steps).map { step throws(SamplingError) in
      let rho =
        listed?[step]
        ?? logLinear(longest, at: Double(step * (longest.count - 1)) / Double(steps))
      return try schedule.usableLevel(rho: rho)
    }
    return levels + [schedule.clean]
  }
}
