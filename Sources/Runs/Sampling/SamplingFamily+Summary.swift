import Experiments
import Quickstep

extension SamplingFamily {
  public func summary(
    _ role: Role, of sentence: Sentence, _ card: ModelCard
  ) -> [SummaryLine] {
    func brief(_ key: String) -> String { part(key, sentence) { $0.brief($1) } }
    func mention(_ key: String) -> String { part(key, sentence) { $0.mentioned($1) } }
    func name(_ key: String) -> String { sentence.choice(key)?.name ?? "" }
    func knobs(_ key: String) -> String { part(key, sentence) { $0.briefKnobs($1) } }
    switch role {
    case .model:
      return [
        SummaryLine(brief("model"), card.kind),
        SummaryLine("\(mention("batch")) · \(mention("seed"))", left: .faint),
      ]
    case .solver:
      let title = part("solver", sentence) { $0.declaration(of: $1)?.title ?? name("solver") }
      return [SummaryLine(title, knobs("solver"))]
    case .steps:
      return [
        SummaryLine("\(brief("steps")) steps", name("schedule")),
        SummaryLine("grid \(name("grid"))", knobs("grid")),
      ]
    case .guidance:
      return [
        SummaryLine(
          brief("guidance"),
          [mention("guide"), mention("class")].filter { !$0.isEmpty }.joined(separator: " · "),
          right: .plain),
        SummaryLine(
          name("clip") == "none" ? "no clipping" : "clip \(text("clip", of: sentence))",
          left: .faint),
      ]
    }
  }
}
