import Experiments

/// As many tokens a call as the budget allows: by rising entropy, the largest set U with
/// sum_U H(x_i) - max_U H(x_i) <= gamma, which bounds what the call can lose to dependence
/// (Ben-Hamu et al. 2025).
public struct EntropyBound: Unmasker {
  public static let declaration = Declaration(
    "entropy-bound", title: "entropy bound", summary: "as many tokens a call as a budget allows",
    paper:
      "Ben-Hamu et al. 2025, Accelerated Sampling from Masked Diffusion Models via Entropy Bounded "
      + "Unmasking",
    knobs: [
      Knob(
        "gamma", "the most that a call may lose", .real(0.001...10, step: .factor(1.5)),
        default: .real(0.1), unit: "nats")
    ])
  public static let pace = Pace.open

  private let gamma: Double

  public init(_ knobs: KnobValues) { gamma = knobs.real("gamma") }

  public func step(_ text: inout MaskedText, _ span: Span) {
    let masked = text.masked
    guard !masked.isEmpty else { return }
    let p = text.ask(), H = p.entropies
    let order = masked.sorted { H[$0] != H[$1] ? H[$0] < H[$1] : $0 < $1 }
    // Of rising entropies the last is the largest: before it stands the sum that is bounded.
    var sum = 0.0
    let U = order.prefix { place in
      defer { sum += H[place] }
      return sum <= gamma
    }
    text.reveal(U, from: p)
    text.time = text.maskedShare
  }

  public func foreseen(steps N: Int, length L: Int) -> [Outlook]? { nil }
}
