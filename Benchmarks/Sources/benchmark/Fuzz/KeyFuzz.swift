import Experiments
import Glibc
import Quickstep
import Runs
import Screen
import Studies
import Tokens
import Workbench

/// Presses random keys in the workbench, runs what they ask for as far as it is short, answers what
/// they ask about, and paints, at sizes from nothing to large.
struct KeyFuzz {
  let keys: Int
  let seed: UInt64

  /// The arguments are the number of keys, a million if absent, and the seed.
  init?(_ arguments: some Collection<String>) {
    let numbers = arguments.map { UInt64($0) }
    guard numbers.count <= 2, !numbers.contains(nil) else { return nil }
    keys = Int(clamping: numbers.first?.flatMap { $0 } ?? 1_000_000)
    seed = (numbers.dropFirst().first ?? nil) ?? 1
  }

  func run() {
    var counts = (runs: 0, frames: 0, faults: 0)
    let total = time {
      // A sitting of a thousand keys depends on the seed and its number alone.
      for number in 0..<(keys + Sitting.keys - 1) / Sitting.keys {
        var sitting = Sitting(number: number, seed: seed)
        sitting.run()
        counts.runs += sitting.runs
        counts.frames += sitting.frames
        counts.faults += sitting.faults
        if (number + 1) % 100 == 0 { print("\((number + 1) * Sitting.keys) keys of seed \(seed)") }
      }
      Watch.end()
    }
    line("figure", "value", "unit", "bar", "note")
    line("random keys", "\(keys)", "", "-", "seed \(seed)")
    line("random keys: runs", "\(counts.runs)", "", "-", "")
    line("random keys: frames", "\(counts.frames)", "", "-", "")
    line("random keys: faults", "\(counts.faults)", "", "0", "")
    report("random keys: rate", Double(keys) / total, "keys/s")
    if counts.faults > 0 { exit(1) }
  }
}

/// Some keys, from the first screen on.
private struct Sitting {
  static let keys = 1000
  private static let known: [Key] =
    Command.all.flatMap(\.keys).filter { ![.character("T"), .character("q")].contains($0) }
    + "0123456789.:abzZ-+/= ".unicodeScalars.map(Key.character)
    + [.enter, .enter, .escape, .backspace, .tab, .function(12), .alt("x"), .control("u")]

  private(set) var runs = 0, frames = 0, faults = 0
  private let number: Int
  private var dice: Dice
  private var state: State
  private var frame: Frame?
  private let families = Families([
    SamplingFamily(ModelLibrary()), SearchFamily(ModelLibrary()), MaskedFamily(text: { verse }),
    WalkFamily(), TrainingFamily(),
  ])
  private let engine: RunEngine

  init(number: Int, seed: UInt64) {
    self.number = number
    dice = Dice(seed: seed &* 0x2545_F491_4F6C_DD1D &+ UInt64(number))
    // Runs are done at once, on this thread, so that a sitting repeats.
    engine = RunEngine(families: families, threads: 1, spawn: { $0() }, wake: {})
    state = State(
      families, families.sentence(Plan(model: Choice("ring-8"))), themes: ["dark", "light"],
      theme: "dark")
  }

  mutating func run() {
    var pressed: [String] = []
    for _ in 0..<Self.keys {
      let key = dice.choice(Self.known)
      pressed.append(key.name)
      Watch.begin(
        "sitting \(number), after \(pressed.count) keys: "
          + pressed.suffix(400).joined(separator: " "), seconds: 120)
      take([.keyPressed(key)])
      check(after: key)
      if dice.below(20) == 0 {
        take([.resized(columns: dice.below(220), rows: dice.below(70))])
        frame = render(
          state, theme: .unstyled,
          display: DisplayCapabilities(
            colorDepth: .trueColor, glyphs: dice.choice([.braille, .ascii]), graphics: .none,
            cellPixels: DisplayCapabilities.CellPixels(width: 9, height: 18)), after: frame)
        frames += 1
      }
    }
  }

  private mutating func take(_ actions: [Action]) {
    var waiting = actions
    while !waiting.isEmpty {
      for effect in state.reduce(waiting.removeFirst()) { waiting += answers(to: effect) }
    }
  }

  private mutating func answers(to effect: Effect) -> [Action] {
    switch effect {
    case .start(let sentence, _): return perform(sentence)
    case .inspectModel(let family, let choice):
      do {
        return [.modelInspected(family: family, try families.named(family).inspect(choice))]
      } catch {
        return [.modelRefused(family: family, name: choice.name, reason: "\(error)")]
      }
    case .listFolder(let folder): return [.folderListed(FolderListing.read(folder))]
    case .save(let choices): return [.choicesSaved(choices)]
    case .delete(let choice): return [.choiceDeleted(choice)]
    case .rename(let old, let new): return [.choiceRenamed(old, to: new)]
    case .computeField(let field): return [.fieldComputed(FieldImage(field))]
    case .readSentence, .pause, .resume, .stepOnce, .cancel, .wake, .repaint, .suspend, .quit:
      return []
    }
  }

  /// Short runs of small models; longer ones fail, which the workbench must take as well.
  private mutating func perform(_ sentence: Sentence) -> [Action] {
    let plan = Plan(sentence)
    let work = (state.forecast.outline.budget.total ?? 0) * plan.batch
    let isPicture = plan.model.name.hasPrefix("digits")
    let isSampling = sentence.family == families.all[0].name
    guard isSampling, work <= (isPicture ? 40 : 2000), runs < 10 else {
      return [.runReported([.failed("This would take too long.")])]
    }
    runs += 1
    engine.start(sentence)
    return [.runReported(engine.takeEvents())]
  }

  private mutating func check(after key: Key) {
    let isWhole =
      families.isReadBack(state.sentence)
      && (state.cursor.map { state.rows(of: state.focus).all.contains($0) } ?? true)
      && (state.run.map { $0.records.count == $0.previews.count } ?? true)
    guard !isWhole else { return }
    faults += 1
    print("sitting \(number): not whole after \(key.name): \(families.runLine(state.sentence))")
  }
}

extension Families {
  /// Whether the line of a sentence says the same when it is read back.
  fileprivate func isReadBack(_ sentence: Sentence) -> Bool {
    let line = runLine(sentence)
    return (try? self.sentence(runLine: line)).map(runLine) == line
  }
}

private let verse = String(repeating: "Shall I compare thee to a summer's day? ", count: 20)
