import Experiments

extension WalkFamily {
  public func summary(_ role: Role, of sentence: Sentence, _ card: ModelCard) -> [SummaryLine] {
    let plan = WalkPlan(sentence)
    switch role {
    case .model:
      guard let graph = try? graphs.make(plan.graph) else { return [] }
      return [
        SummaryLine(title(plan.graph, graphs.options), "\u{d7}\(plan.tokens)"),
        SummaryLine("mu \(graph.target) · seed \(plan.seed)", left: .faint),
      ]
    case .solver:
      return [SummaryLine(title(plan.walker, walkers.options))]
    case .steps:
      return [SummaryLine("\(plan.moves) moves")]
    case .guidance: return []
    }
  }

  private func title(_ choice: Choice, _ options: Options) -> String {
    (try? options.declaration(choice.name))?.title ?? choice.name
  }
}

extension WalkTask {
  /// The exact answer with the name that the papers give it: `V(5) = 1.81`.
  var limitText: String { "\(limitName) = \(format(limit))" }

  private var limitName: String {
    let b = walker.form == .sampling ? 1 : gains.b
    let half = b == 1 ? "" : "/2"
    let alpha = brief(gains.alpha)
    if gains.a < b { return "U(\(alpha))\(half)" }
    if gains.a > b { return "U(0)/2" }
    return b == 1 ? "V(\(alpha))" : "limit"
  }

  /// Whether theta is faster than what repels.
  var losesRepulsion: Bool {
    walker.form == .optimisation && gains.alpha > 0 && gains.a > gains.b
  }

  /// Those that have a part in it: `alpha 5, a 0.6, b 0.9`.
  var gainsText: String {
    let alpha = walker.repulsion(1) == 0 ? [] : ["alpha \(brief(gains.alpha))"]
    let b = walker.form == .sampling ? [] : ["b \(brief(gains.b))"]
    return (alpha + ["a \(brief(gains.a))"] + b).joined(separator: ", ")
  }
}
