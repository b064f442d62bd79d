import Experiments

/// Equal shares of the tokens, which ones by chance: what the others are compared with
/// (Kim et al. 2025, vanilla inference).
public struct RandomOrder: Unmasker {
  public static let declaration = Declaration(
    "random", title: "random order", summary: "equal shares of the tokens in a random order",
    paper: "Kim et al. 2025, Train for the Worst, Plan for the Best")
  public static let pace = Pace.upToTokens

  public init(_ knobs: KnobValues) {}

  public func step(_ text: inout MaskedText, _ span: Span) {
    let masked = text.masked
    guard !masked.isEmpty else { return }
    let chosen = text.choice(span.share(of: masked.count), of: masked)
    text.reveal(chosen, from: text.ask())
    text.time = text.maskedShare
  }
}
