import Experiments

extension MaskedFamily {
  public func summary(
    _ role: Role, of sentence: Sentence, _ card: ModelCard
  ) -> [SummaryLine] {
    guard let job = try? MaskedJob(MaskedPlan(sentence)) else { return [] }
    let plan = job.plan
    switch role {
    case .model:
      return [
        SummaryLine(card.name, "\(job.kind.length) tokens"),
        SummaryLine("×\(plan.batch) · seed \(plan.seed)", left: .faint),
      ]
    case .solver:
      let title = type(of: job.unmasker).declaration.title
      return [SummaryLine(title)]
    case .steps:
      return [
        SummaryLine(job.pace.isOpen ? "up to \(job.steps) steps" : "\(job.steps) steps"),
        SummaryLine(
          job.pace.summary(steps: job.steps, length: job.kind.length), left: .faint),
      ]
    case .guidance:
      return [
        SummaryLine(
          plan.temperature == 1 ? "no temperature" : "temperature \(brief(plan.temperature))",
          "\(job.precision.rawValue) bits")
      ]
    }
  }
}

extension Pace {
  /// What a step is, in few words.
  fileprivate func summary(steps N: Int, length L: Int) -> String {
    switch self {
    case .free: "equal steps of time"
    case .upToTokens where N < L: "\(brief(Double(L) / Double(N))) tokens a call"
    case .upToTokens, .oneAToken: "one token a call"
    case .open: "as the budget allows"
    }
  }
}
