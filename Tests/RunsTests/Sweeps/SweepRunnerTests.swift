import Experiments
import Files
import Glibc
import Quickstep
import Studies
import Synchronization
import Testing

@testable import Runs

struct SweepRunnerTests {
  private static let families = Families([
    SamplingFamily(ModelLibrary()), WalkFamily(),
  ])

  private func sweep(_ line: String, _ axes: [String], seeds: Int = 1) throws -> Sweep {
    Sweep(
      try Self.families.sentence(runLine: "quickstep:1 \(line)"),
      try axes.map { try AxisGrammar.axis($0) }, seeds: seeds)
  }

  /// Runs a sweep to its end, or until so many runs have ended.
  private func trials(
    _ sweep: Sweep, in folder: String?, threads: Int = 2, stopAfter most: Int = .max
  ) throws -> (trials: [Trial], kept: Int, counts: WorkShelf.Counts) {
    let found = Mutex((trials: [Trial](), kept: 0, counts: WorkShelf.Counts()))
    let gate = RunGate()
    SweepRunner(Self.families, threads: threads, folder: folder)
      .perform(sweep, SweepScope(seeds: sweep.seeds), gate) { event in
        found.withLock { found in
          switch event {
          case .planned(_, let kept, _):
            found.kept = kept.count
            found.trials += kept
          case .ended(let trials):
            found.trials += trials
            if found.trials.count >= most { gate.set(.cancelled) }
          case .counted(let counts): found.counts = counts
          case .failed(let reason): Issue.record("\(reason)")
          default: break
          }
        }
      }
    return found.withLock { $0 }
  }

  private func numbers(_ trials: [Trial]) -> [[String]] {
    trials.sorted { ($0.cell, $0.seed) < ($1.cell, $1.seed) }.map { trial in
      ["\(trial.cell)", "\(trial.seed)", "\(trial.spent)"]
        + (trial.measured ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.value)" }
    }
  }

  @Test func everyCellIsRunOnceWithEverySeed() throws {
    let sweep = try sweep(
      "--model ring-8 --batch 16", ["solver=euler,dpm++2m", "steps=3,5"], seeds: 2)
    let one = try trials(sweep, in: nil, threads: 1), two = try trials(sweep, in: nil, threads: 2)
    #expect(one.trials.count == 8)
    #expect(numbers(one.trials) == numbers(two.trials))
  }

  @Test func theStatedSavingIsCounted() throws {
    let sweep = try sweep(
      "--model ring-8 --batch 16", ["solver=euler,dpm++2m,unipc", "steps=4,6"])
    let runner = SweepRunner(Self.families, threads: 1, folder: nil)
    let plan = try runner.plan(sweep)
    let sharing = WorkShelf.Plan(runner.recipes(plan))
    let found = try trials(sweep, in: nil)
    #expect(sharing.asked == plan.total)
    #expect(sharing.computed < sharing.asked)
    #expect(found.counts.computed == sharing.computed)
    #expect(found.counts.copied == sharing.copied)
  }

  @Test func aSweepGoesOnWhereItWasEnded() throws {
    let folder = ScratchFolder()
    defer { folder.remove() }
    let sweep = try sweep("--model ring-8 --batch 16", ["solver=euler,heun", "steps=2..6"])
    let whole = try trials(sweep, in: nil)
    let first = try trials(sweep, in: folder.path, threads: 1, stopAfter: 3)
    let second = try trials(sweep, in: folder.path)
    #expect(second.kept >= 3)
    #expect(second.kept <= first.trials.count + 1)
    #expect(second.trials.count == 10)
    #expect(numbers(second.trials) == numbers(whole.trials))
    #expect(try trials(sweep, in: folder.path).kept == 10)
  }

  @Test func damagedLinesAreRunAgain() throws {
    let folder = ScratchFolder()
    defer { folder.remove() }
    let sweep = try sweep("--model ring-8 --batch 16", ["steps=2..4"])
    let whole = try trials(sweep, in: folder.path)
    let journal = try SweepJournal(sweep, among: Self.families, in: folder.path)
    let text = String(decoding: try ByteSource(contentsOf: journal.path).bytes, as: UTF8.self)
    var lines = text.split(separator: "\n").map(String.init)
    lines[2] = "{\"cell\": 1, \"nonsense\": tr"
    try AtomicFile.write(lines.joined(separator: "\n") + "\n{\"cell\": 2, \"se", to: journal.path)
    let damaged = try SweepJournal(sweep, among: Self.families, in: folder.path)
    #expect(damaged.kept.count == 2)
    #expect(damaged.note?.contains("Line 3 of ") == true)
    let again = try trials(sweep, in: folder.path)
    #expect(numbers(again.trials) == numbers(whole.trials))
  }

  @Test func everyFamilyIsSwept() throws {
    let found = try trials(
      try sweep("walk --model grid25", ["steps=200,400"]), in: nil)
    #expect(found.trials.count == 2)
    #expect(found.trials.allSatisfy { $0.measured?.isEmpty == false })
  }

  @Test func whatCannotRunIsToldBeforeTheFirstCell() throws {
    let runner = SweepRunner(Self.families, threads: 1, folder: nil)
    let values = (1...900).map(String.init).joined(separator: ",") + ",0"
    #expect(
      throws: SweepError.refused(
        axis: "steps", row: 901, value: "0",
        reason: "steps cannot be \"0\". Use a value of 1 … 1000.")
    ) { try runner.plan(try sweep("--model ring-8", ["steps=\(values)"])) }
    #expect(throws: SweepError.tooManyCells([1000, 1000, 1000], most: Sweep.mostCells)) {
      try runner.plan(
        try sweep("--model ring-8", ["steps=1..1000", "seed=1..1000", "batch=1..1000"]))
    }
    #expect(throws: SweepError.shapesDiffer([2, 784])) {
      try runner.plan(try sweep("--model ring-8", ["model=ring-8,digits"]))
    }
    #expect(throws: SweepError.repeatedValue(axis: "steps", value: "4", rows: [1, 3])) {
      try runner.plan(try sweep("--model ring-8", ["steps=4,5,4"]))
    }
  }
}

/// A folder that goes with the test.
private struct ScratchFolder {
  let path: String

  init() {
    var template = Array("/tmp/quickstep-sweep-XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template))
  }

  func remove() {
    for name in (try? FolderNames.read(path, limit: 100)) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
