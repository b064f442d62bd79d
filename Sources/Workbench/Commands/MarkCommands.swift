import Experiments
import Runs

let markCommands: [Command] = [
  Command(
    "mark", .run, "mark the run shown, or take its mark away",
    keys: [.character("v")],
    footer: .init("v", 46) { $0.shownSentence.map($0.isMarked) == true ? "unmark" : "mark" },
    obstacle: { state in
      guard state.run != nil else { return "no run yet; press \(state.key("run"))" }
      return state.shownSentence == nil
        ? "a comparison is no run; \(state.key("marks")) lists its runs" : nil
    }
  ) { state in
    guard let sentence = state.shownSentence else { return [] }
    if state.isMarked(sentence) { state.unmark(sentence) } else { state.mark(sentence) }
    return []
  },
  Command(
    "compare", .run, "run the marked ones in lock-step", keys: [.character("V")],
    footer: .init("V", 72) { "compare \($0.marks.count)" }, obstacle: { $0.compareObstacle }
  ) { $0.compareMarked() },
  Command(
    "marks", .run, "the marked runs and what they differ in", keys: [.character("M")],
    obstacle: { $0.marks.isEmpty ? "no run is marked; \($0.key("mark")) marks the one shown" : nil }
  ) { state in
    state.open = .marks(0)
    return []
  },
  Command(
    "clear-marks", .run, "take all marks away", keys: [.alt("v")],
    obstacle: { $0.marks.isEmpty ? "no run is marked" : nil }
  ) { state in
    state.clearMarks()
    return []
  },
]

extension State {
  /// The sentence of the run shown, where that is one run.
  var shownSentence: Sentence? {
    run.flatMap { $0.start.compared > 1 ? nil : $0.sentence }
  }

  fileprivate var compareObstacle: String? {
    marks.count < CompareError.counts.lowerBound
      ? "mark two runs first; \(key("mark")) marks" : startObstacle
  }

  fileprivate mutating func clearMarks() {
    marks = []
    inform("No run is marked now.")
  }

  /// A key in the list of marked runs.
  mutating func pressInMarks(_ selected: Int, _ key: Key) -> KeyFate {
    guard marks.indices.contains(selected) else {
      open = nil
      return .passedOn
    }
    switch key {
    case .up, .character("k"): open = .marks(max(0, selected - 1))
    case .down, .character("j"): open = .marks(min(marks.count - 1, selected + 1))
    case .character("x"), .delete:
      marks.remove(at: selected)
      open = marks.isEmpty ? nil : .marks(min(selected, marks.count - 1))
    case .character("X"):
      open = nil
      clearMarks()
    case .character("M"), .character("q"): open = nil
    case .enter:
      open = nil
      turn(to: marks[selected].sentence)
    case .character("V"):
      if let obstacle = compareObstacle { inform(obstacle) } else { return .taken(compareMarked()) }
    case .escape: return .passedOn
    default: break
    }
    return .taken([])
  }
}
