import Experiments

let runCommands: [Command] = [
  Command(
    "run", .run, "run the plan from its start", keys: [.character("r")],
    footer: .init("r", "run", 100), obstacle: { $0.startObstacle ?? $0.forecast.problem?.text }
  ) { $0.start($0.sentence, .running) },
  Command(
    "pause", .run, "wait between two steps, or go on", keys: [.character(" ")],
    footer: .init("space", 80) { $0.isPaused ? "go on" : "pause" },
    obstacle: { $0.isRunActive ? nil : "nothing runs; press \($0.key("run"))" }
  ) { state in
    state.isPaused ? [.resume] : [.pause]
  },
  Command(
    "step", .run, "do one step and wait; starts a run if none is",
    keys: [.character("n")], footer: .init("n", "step", 90),
    obstacle: { $0.isRunActive ? nil : $0.forecast.problem?.text }
  ) { $0.isRunActive ? [.stepOnce] : $0.start($0.sentence, .oneStep) },
  Command(
    "cancel", .run, "stop the run and keep what it has made", keys: [.character("c")],
    footer: .init("c", 75) { $0.isSavedRunActive ? "save and stop" : "cancel" },
    obstacle: { $0.isRunActive || $0.run?.isMeasured == false ? nil : "nothing runs" }
  ) { _ in [.cancel] },
  Command(
    "live", .run, "run the plan anew whenever it changes", keys: [.character("L")],
    footer: .init("L", 11) { $0.live.isOn ? "live off" : "live" },
    obstacle: { $0.live.isOn ? nil : $0.liveObstacle }
  ) { $0.toggleLive() },
  Command(
    "train", .run, "train a network as a TOML file says", keys: [.character("T")],
    footer: .init("T", "train", 12),
    obstacle: { $0.filedFamily == nil ? "no kind of run has files" : $0.startObstacle }
  ) { state in
    if let family = state.filedFamily { state.open = .browser(Browser(.file(of: family.name))) }
    return []
  },
  Command(
    "best", .run, "look for the fewest evaluations, or take them",
    keys: [.character("b")], footer: .init("b", 36) { $0.found == nil ? "best" : "take" },
    obstacle: {
      $0.found == nil ? $0.obstacle(to: $0.search, or: "here is nothing to look for") : nil
    },
    refusal: { $0.found == nil ? $0.refusal(of: $0.search) : nil }
  ) { $0.takeBest() },
  Command(
    "order", .run, "measure how the error falls as steps are added",
    keys: [.character("O")], footer: .init("O", "order", 9),
    obstacle: { $0.obstacle(to: $0.study, or: "here is no order to measure") },
    refusal: { $0.refusal(of: $0.study) }
  ) { $0.begin($0.study) },
  Command(
    "statistics", .run, "estimate the statistics that dpm-v3 goes by",
    keys: [.character("S")],
    obstacle: { $0.obstacle(to: $0.estimate, or: "no method here goes by statistics") },
    refusal: { $0.refusal(of: $0.estimate) }
  ) { $0.begin($0.estimate) },
  Command(
    "new-seed", .run, "take the next seed", keys: [.character("e")],
    footer: .init("e", "next seed", 20), isRepeatable: true
  ) { state in
    let seed = Place("seed")
    state.attempt(seed) { try $0.sentence(moving: seed, by: 1) }
    return []
  },
]

extension State {
  /// Whether what runs waits.
  fileprivate var isPaused: Bool {
    sweep.isActive ? sweep.status == .paused : run?.status == .paused && launch == nil
  }

  /// What the run shown has found, where it is one of the present family.
  var found: Sentence? {
    guard let run, run.sentence.family == sentence.family, !isRunActive else { return nil }
    return run.finding?.sentence
  }

  /// The sentence that looks for a better plan than the present one.
  fileprivate var search: Sentence? { known(family.best(of: sentence)) }

  /// The sentence that measures the order of the present one.
  fileprivate var study: Sentence? { known(family.order(of: sentence)) }

  /// The sentence that estimates the statistics of the present one.
  fileprivate var estimate: Sentence? { known(family.statistics(of: sentence)) }

  private func known(_ other: Sentence?) -> Sentence? {
    other.flatMap { families[$0.family] == nil ? nil : $0 }
  }

  fileprivate func obstacle(to other: Sentence?, or absence: String) -> String? {
    other == nil ? absence : startObstacle
  }

  /// Why another sentence than the present one cannot run.
  fileprivate func refusal(of other: Sentence?) -> String? {
    guard let other else { return nil }
    let card = cards[other.family]?.first { $0.name == model.name }
    return families[other].forecast(other, card ?? self.card).problem?.text
  }

  /// Makes another sentence the present one and runs it.
  fileprivate mutating func begin(_ other: Sentence?) -> [Effect] {
    guard let other else { return [] }
    turn(to: other)
    return start(other, .running)
  }

  /// Makes what was found the present sentence, or looks for it.
  fileprivate mutating func takeBest() -> [Effect] {
    if let found {
      turn(to: found)
      return []
    }
    return begin(search)
  }

  /// The family whose sentences stand in files.
  fileprivate var filedFamily: (any Family)? { families.all.first { $0.fileReader != nil } }

  /// Makes the sentence of a file the present one and runs it.
  mutating func take(_ read: Sentence) -> [Effect] {
    if let obstacle = startObstacle {
      inform(obstacle)
      return []
    }
    return begin(read)
  }

  mutating func start(_ sentence: Sentence, _ pace: Effect.Pace) -> [Effect] {
    if sweep.isActive { sweep.take(.cancelled) }
    launch = Launch(sentence: sentence)
    run?.walkedTo = nil
    // The picture comes into sight.
    isListOpen = false
    if screenForm == .single { focus(on: .preview) }
    if message?.kind == .error { message = nil }
    return [.start(sentence, pace)]
  }
}
