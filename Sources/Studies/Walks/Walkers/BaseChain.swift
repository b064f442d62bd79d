import Experiments

/// The base chain: X_n by P alone, and the mean of g over X_1 … X_n (Hastings 1970).
public struct BaseChain: Walker {
  public static let declaration = Declaration(
    "base", title: "base chain", summary: "moves as if it remembered nothing; mean of g",
    paper: "Hastings 1970, Monte Carlo Sampling Methods Using Markov Chains and Their Applications")
  public static let form = WalkForm.sampling

  public init(_ knobs: KnobValues) {}

  public func repulsion(_ alpha: Double) -> Double { 0 }

  public func logK(_ logP: Double, _ ratio: Double, _ gains: Gains) -> Double { logP }
}
