import Experiments

/// First the tokens of which the network is surest: the rank is max_c p(x_i = c)
/// (after Chang et al. 2022, whose rank is p of the token drawn; Kim et al. 2025, top probability).
public struct HighestConfidence: RankedUnmasker {
  public static let declaration = Declaration(
    "confidence", title: "highest confidence", summary: "the surest tokens first",
    paper: "Chang et al. 2022, MaskGIT: Masked Generative Image Transformer")

  public init(_ knobs: KnobValues) {}

  public func rank(_ law: [Double], entropy: Double) -> Double { law.max()! }
}
