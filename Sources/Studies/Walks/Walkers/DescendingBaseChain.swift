import Experiments

/// Stochastic descent along the base chain: theta_n = theta_(n-1) + beta_n H(theta_(n-1), X_n),
/// beta_n = (n + 1)^-b, with H = g_X - theta, down the slope of (theta - g_X)²/2
/// (Robbins & Monro 1951; Hu, Doshi & Eun 2024 with alpha = 0).
public struct DescendingBaseChain: Walker {
  public static let declaration = Declaration(
    "sa-base", title: "descent, base", summary: "stochastic descent along the base chain",
    paper: "Hu, Doshi & Eun 2024, Accelerating Distributed Stochastic Optimization via "
      + "Self-Repellent Random Walks")
  public static let form = WalkForm.optimisation

  private let chain: BaseChain

  public init(_ knobs: KnobValues) { chain = BaseChain(knobs) }

  public func repulsion(_ alpha: Double) -> Double { 0 }

  public func logK(_ logP: Double, _ ratio: Double, _ gains: Gains) -> Double {
    chain.logK(logP, ratio, gains)
  }
}
