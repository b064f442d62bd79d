import Experiments

/// Ancestral sampling: from t to s every masked token is revealed with probability
/// (alpha(s) - alpha(t)) / (1 - alpha(t)), which is (t - s) / t for alpha(t) = 1 - t; the network is
/// called at every step (Sahoo et al. 2024, Simple and Effective Masked Diffusion Language Models).
public struct Ancestral: Unmasker {
  public static let declaration = Declaration(
    "ancestral", title: "ancestral", summary: "equal steps of time, a call each",
    paper: "Sahoo et al. 2024, Simple and Effective Masked Diffusion Language Models")
  public static let pace = Pace.free

  public init(_ knobs: KnobValues) {}

  public func step(_ text: inout MaskedText, _ span: Span) {
    let (t, s) = (span.t, span.s)
    text.reveal(text.masked, from: text.ask(), chance: (t - s) / t)
    text.time = s
  }

  public func foreseen(steps N: Int, length L: Int) -> [Outlook]? {
    (0...N).map { k in
      let t = 1 - Double(k) / Double(N)
      return Outlook(masked: t * Double(L), time: t)
    }
  }
}
