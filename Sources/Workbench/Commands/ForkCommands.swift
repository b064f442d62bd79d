import Experiments

let forkCommands: [Command] = [
  Command(
    "fork-run", .history, "make this run the plan, forked in its middle",
    keys: [.character("K")], footer: .init("K", "fork", 77), isHere: { $0.focus == .history },
    obstacle: { state in
      guard state.focus == .history else { return "only in panel 9" }
      return state.kept.selected == nil ? "here is no run" : nil
    }
  ) { state in
    if let sentence = state.readKeptRun() {
      state.fork(at: state.middle(of: sentence), of: sentence, as: sentence)
    }
    return []
  },
  Command(
    "fork", .run, "go on from the step shown with other settings",
    keys: [.character("K")], footer: .init("K", "fork", 14),
    obstacle: { state in
      guard let run = state.run, run.record != nil else {
        return "no run yet; press \(state.key("run"))"
      }
      guard state.shownSentence != nil else {
        return "a comparison is no run; \(state.key("marks")) lists its runs"
      }
      return state.families[run.sentence].forks ? nil : "such runs cannot be forked"
    }
  ) { state in
    guard let run = state.run, let record = run.record else { return [] }
    state.fork(
      at: record.step, of: run.sentence,
      as: state.sentence.family == run.sentence.family ? state.sentence : run.sentence)
    return []
  },
  Command(
    "drop-fork", .run, "take all steps by the plan itself again", keys: [.alt("k")],
    footer: .init("M-k", "no fork", 43),
    obstacle: { $0.sentence.origin == nil ? "the plan is no fork" : nil }
  ) { state in
    var whole = state.sentence
    whole.origin = nil
    state.change(whole)
    return []
  },
]

extension State {
  /// Makes a plan go on from a step of a run.
  fileprivate mutating func fork(at step: Int, of run: Sentence, as plan: Sentence) {
    do {
      turn(to: try families.sentence(plan, forkedAt: step, of: run))
      inform(
        "The plan goes on from step \(step): change it and run it; \(key("drop-fork")) drops the fork."
      )
    } catch {
      complain("\(error)")
    }
  }

  /// The step in the middle of a run; where the run shown is that one, the step shown.
  fileprivate func middle(of sentence: Sentence) -> Int {
    if let run, run.sentence == sentence, let record = run.record { return record.step }
    let name = families[sentence].model(of: sentence).name
    let card = cards[sentence.family]?.first { $0.name == name }
    let forecast = families[sentence].forecast(sentence, card ?? ModelCard(name, kind: "file"))
    return (forecast.outline.steps ?? 2) / 2
  }
}
