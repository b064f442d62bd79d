import Experiments

/// First the tokens whose likeliest two values are furthest apart: the rank is p(c_1) - p(c_2)
/// (Kim et al. 2025, top probability margin).
public struct LargestMargin: RankedUnmasker {
  public static let declaration = Declaration(
    "margin", title: "largest margin", summary: "first where the best two tokens are far apart",
    paper: "Kim et al. 2025, Train for the Worst, Plan for the Best")

  public init(_ knobs: KnobValues) {}

  public func rank(_ law: [Double], entropy: Double) -> Double {
    var (first, second) = (0.0, 0.0)
    for p in law {
      if p > first { (first, second) = (p, first) } else if p > second { second = p }
    }
    return first - second
  }
}
