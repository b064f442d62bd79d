import Experiments
import Quickstep

extension TrainingFamily {
  public func summary(
    _ role: Role, of sentence: Sentence, _ card: ModelCard
  ) -> [SummaryLine] {
    func brief(_ key: String) -> String { part(key, sentence) { $0.brief($1) } }
    func name(_ key: String) -> String { sentence.choice(key)?.name ?? "" }
    func knobs(_ key: String) -> String { part(key, sentence) { $0.briefKnobs($1) } }
    switch role {
    case .model:
      return [
        SummaryLine(part("data", sentence) { $0.name($1) }, card.kind),
        SummaryLine(name("network"), knobs("network")),
        SummaryLine("in \(brief("output"))", "seed \(brief("seed"))", left: .faint),
      ]
    case .solver:
      let title = part("objective", sentence) { $0.declaration(of: $1)?.title ?? name("objective") }
      return [
        SummaryLine(title, knobs("objective")), SummaryLine(name("optimizer"), knobs("optimizer")),
      ]
    case .steps:
      return [
        SummaryLine("\(brief("steps")) steps", "\u{d7}\(brief("batch"))"),
        SummaryLine("saved every \(brief("save"))", left: .faint),
      ]
    case .guidance:
      return [
        SummaryLine(
          brief("conditional"),
          name("guidance") == "auto" ? "" : name("guidance"))
      ]
    }
  }
}
