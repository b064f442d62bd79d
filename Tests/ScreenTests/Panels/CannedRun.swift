import Experiments
import Runs
import Screen
import Tensors
import Workbench

/// A real run of a small sentence, in moments that are always the same.
struct CannedRun {
  private(set) var state: State
  private var run: any Experiment

  /// Words that make a run small enough to be drawn a hundred times.
  private static let words = [
    "walk": ["batch 24", "steps 600"], "masked": ["model text:length=48,order=2", "batch 12"],
  ]

  init(_ state: State, of family: String) throws {
    self.state = state
    for text in ["family \(family)"] + (Self.words[family] ?? []) {
      _ = self.state.reduce([.keyPressed(.character(":")), .pasted(text), .keyPressed(.enter)])
    }
    let sentence = self.state.sentence
    _ = self.state.reduce(.keyPressed(.character("r")))
    run = try Canned.families[sentence].begin(
      sentence, with: Equipment(Kernels(pool: ThreadPool(threads: 1))))
    tell([.started(RunStart(sentence, outline: run.outline))])
  }

  /// Takes the next records, at most so many.
  mutating func walk(_ count: Int) throws {
    for _ in 0..<count {
      guard var record = try run.next() else { return }
      if record.step > 0 {
        record.seconds = 0.01
        for (name, value) in [("ms", 2.5), ("speed", 96_000)] {
          run.outline.index(of: name).map { record.amend($0, value) }
        }
      }
      tell([.step(record, run.previews(most: 40))])
    }
  }

  /// At the end of a fork: this run gone on from where some keys lead, with the plan that others make.
  func forked(_ walk: String, _ change: String) throws -> State {
    var copy = self
    try copy.walk(.max)
    copy.tell([.finished])
    copy.state = copy.state.pressing("\(walk) K \(change) r")
    let sentence = copy.state.sentence
    copy.run = try Canned.families[sentence].begin(
      sentence, with: Equipment(Kernels(pool: ThreadPool(threads: 1))))
    copy.tell([.started(RunStart(sentence, outline: copy.run.outline))])
    return try copy.finished()
  }

  /// At its end, measured.
  func finished() throws -> State {
    var copy = self
    try copy.walk(.max)
    copy.tell([.finished, .scores(try copy.run.scores())])
    return copy.state
  }

  private mutating func tell(_ events: [RunEvent]) {
    _ = state.reduce(.runReported(events))
  }
}

extension Canned {
  /// A run of a family that has done half of its records.
  static func halfway(_ state: State, of family: String) throws -> CannedRun {
    var run = try CannedRun(state, of: family)
    try run.walk(25)
    return run
  }

  static let speech = String(
    repeating: "Now is the winter of our discontent\nMade glorious summer by this sun of York;\n",
    count: 20)
}
