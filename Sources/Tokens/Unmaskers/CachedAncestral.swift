import Experiments

/// Ancestral sampling that calls the network only after a token has been revealed: its answer does
/// not depend on the time (Sahoo et al. 2024; Ou et al. 2024, Your Absorbing Discrete
/// Diffusion Secretly Models the Conditional Distributions of Clean Data).
public struct CachedAncestral: Unmasker {
  public static let declaration = Declaration(
    "ancestral-cached", title: "ancestral, cached",
    summary: "equal steps of time, a call where a token has changed",
    paper: "Sahoo et al. 2024, Simple and Effective Masked Diffusion Language Models")
  public static let pace = Pace.free

  private let uncached: Ancestral

  public init(_ knobs: KnobValues) { uncached = Ancestral(knobs) }

  public func step(_ text: inout MaskedText, _ span: Span) {
    let (t, s) = (span.t, span.s)
    if !text.isComplete {
      text.reveal(text.masked, from: text.recall(), chance: (t - s) / t)
    }
    text.time = s
  }

  public func calls(steps N: Int, length L: Int) -> Int { min(N, L) }

  public func foreseen(steps N: Int, length L: Int) -> [Outlook]? {
    uncached.foreseen(steps: N, length: L)
  }
}
