import Experiments

/// First the tokens whose laws have the lowest entropy (Ye et al. 2025, Dream 7B).
public struct LowestEntropy: RankedUnmasker {
  public static let declaration = Declaration(
    "entropy", title: "lowest entropy", summary: "the tokens of the lowest entropy first",
    paper: "Ye et al. 2025, Dream 7B: Diffusion Large Language Models")

  public init(_ knobs: KnobValues) {}

  public func rank(_ law: [Double], entropy: Double) -> Double { -entropy }
}
