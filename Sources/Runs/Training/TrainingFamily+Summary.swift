import Experiments
import Networks
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
      let unused = TrainingPlan(sentence).unusedWords
      let learner =
        unused.contains("network") ? nil : SummaryLine(name("network"), knobs("network"))
      let teacher = unused.contains("teacher") ? nil : SummaryLine("from \(brief("teacher"))")
      return [SummaryLine(part("data", sentence) { $0.name($1) }, card.kind)]
        + [learner, teacher].compactMap { $0 }
        + [SummaryLine("in \(brief("output"))", "seed \(brief("seed"))", left: .faint)]
    case .solver:
      // A method that has an objective of its own says what is learned.
      let key = TrainingPlan(sentence).unusedWords.contains("objective") ? "method" : "objective"
      let title = part(key, sentence) { $0.declaration(of: $1)?.title ?? name(key) }
      return [
        SummaryLine(title, knobs(key)), SummaryLine(name("optimizer"), knobs("optimizer")),
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
