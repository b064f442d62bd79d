import Experiments
import Glibc

/// A walk that avoids where it has been too often: K_ij[x] ~ P_ij (x_j/mu_j)^-alpha, with x the
/// occupation, x_n = x_(n-1) + gamma_n (delta_X - x_(n-1)), gamma_n = (n + 1)^-a
/// (Doshi, Hu & Eun 2023).
public struct SelfRepellent: Walker {
  public static let declaration = Declaration(
    "srrw", title: "self-repellent", summary: "avoids where it has been too often; mean of g",
    paper: "Doshi, Hu & Eun 2023, Self-Repellent Random Walks on General Graphs")
  public static let form = WalkForm.sampling

  public init(_ knobs: KnobValues) {}

  public func repulsion(_ alpha: Double) -> Double { alpha }

  public func logK(_ logP: Double, _ ratio: Double, _ gains: Gains) -> Double {
    logP - gains.alpha * log(ratio)
  }
}
