import Experiments

/// SA-SRRW: stochastic descent along a self-repellent walk, theta slower than the occupation,
/// beta_n = o(gamma_n), so that the covariance falls like 1/alpha²
/// (Hu, Doshi & Eun 2024).
public struct DescendingSelfRepellent: Walker {
  public static let declaration = Declaration(
    "sa-srrw", title: "descent, self-repellent",
    summary: "stochastic descent along a self-repellent walk",
    paper: "Hu, Doshi & Eun 2024, Accelerating Distributed Stochastic Optimization via "
      + "Self-Repellent Random Walks")
  public static let form = WalkForm.optimisation

  private let walk: SelfRepellent

  public init(_ knobs: KnobValues) { walk = SelfRepellent(knobs) }

  public func repulsion(_ alpha: Double) -> Double { alpha }

  public func logK(_ logP: Double, _ ratio: Double, _ gains: Gains) -> Double {
    walk.logK(logP, ratio, gains)
  }
}
