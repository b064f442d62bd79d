import Experiments
import Glibc

/// Parallel first hitting: each of S calls reveals the tokens of the next L/S hits at once, as if
/// they did not depend on each other (Zheng et al. 2024, parallel decoding).
public struct ParallelFirstHitting: Unmasker {
  public static let declaration = Declaration(
    "first-hitting-parallel", title: "first hitting, parallel",
    summary: "the tokens of several hits a call",
    paper: "Zheng et al. 2024, Masked Diffusion Models are Secretly Time-Agnostic Masked Models")
  public static let pace = Pace.upToTokens

  public init(_ knobs: KnobValues) {}

  public func step(_ text: inout MaskedText, _ span: Span) {
    let masked = text.masked, g = span.share(of: masked.count)
    guard g > 0 else { return }
    for hit in 0..<g { text.time *= pow(text.uniform(hit), 1 / Double(masked.count - hit)) }
    text.reveal(text.choice(g, of: masked), from: text.ask())
  }

  public func foreseen(steps N: Int, length L: Int) -> [Outlook]? {
    Self.outlooks(steps: N, length: L)
  }

  /// The k-th of L hits comes at t = (L + 1 - k) / (L + 1) in the mean: an order statistic.
  static func outlooks(steps N: Int, length L: Int) -> [Outlook] {
    Span.left(steps: N, length: L).map { n in
      Outlook(masked: Double(n), time: Double(n + 1) / Double(L + 1))
    }
  }
}
