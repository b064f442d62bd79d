import Experiments
import Glibc

/// First hitting: every call reveals one token, at the exact time of the next reveal
/// (Zheng et al. 2024, algorithm 1).
///
/// With n masked tokens 1 - alpha(t') = u^(1/n) (1 - alpha(t)), which is t' = t u^(1/n) for
/// alpha(t) = 1 - t; which of them it is, is equally likely.
public struct FirstHitting: Unmasker {
  public static let declaration = Declaration(
    "first-hitting", title: "first hitting", summary: "one token a call, at its exact time",
    paper: "Zheng et al. 2024, Masked Diffusion Models are Secretly Time-Agnostic Masked Models")
  public static let pace = Pace.oneAToken

  public init(_ knobs: KnobValues) {}

  public func step(_ text: inout MaskedText, _ span: Span) {
    let masked = text.masked, n = masked.count
    guard n > 0 else { return }
    text.time *= pow(text.uniform(0), 1 / Double(n))
    text.reveal(text.choice(1, of: masked), from: text.ask())
  }

  public func foreseen(steps N: Int, length L: Int) -> [Outlook]? {
    ParallelFirstHitting.outlooks(steps: N, length: L)
  }
}
