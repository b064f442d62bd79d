import Experiments
import Synchronization
import Tensors

/// Runs cells of a sweep on a few threads, the cheapest first, one seed after another.
final class SweepExecution: Sendable {
  private let plan: SweepPlan
  private let families: Families
  private let threads: Int
  private let gate: RunGate
  private let tell: @Sendable (SweepEvent) -> Void
  private let scribe: SweepScribe
  private let queue: Mutex<SweepQueue>
  private let shown = Mutex(0)

  /// - Parameters:
  ///   - done: runs that need not be done again.
  ///   - recipes: of the plan's sentences.
  ///   - journal: where runs are kept; `nil` for nowhere.
  ///   - tell: called on any thread.
  init(
    _ plan: SweepPlan, _ scope: SweepScope, done: [Trial], recipes: [Recipe?],
    among families: Families, threads: Int, journal: SweepJournal?, _ gate: RunGate,
    tell: @escaping @Sendable (SweepEvent) -> Void
  ) {
    self.plan = plan
    self.families = families
    self.threads = threads
    self.gate = gate
    self.tell = tell
    scribe = SweepScribe(journal, tell: tell)
    let family = families[plan.sweep.base]
    queue = Mutex(
      SweepQueue(
        plan, scope, done, recipes, reseeded: { family.reseeded($0, by: $1) },
        recipe: { try? family.recipe($0, with: Self.dry) }))
  }

  /// For runs that are only foreseen.
  static let dry = Equipment(Kernels(pool: ThreadPool(threads: 1)), audience: .end)

  /// Returns when all is done, or cancelled.
  /// - Throws: what keeps results from being written.
  func perform() throws {
    let others = Semaphore()
    for _ in 1..<max(1, threads) {
      onBackgroundThread {
        self.work()
        others.signal()
      }
    }
    work()
    for _ in 1..<max(1, threads) { others.wait() }
    try scribe.close()
    tell(.counted(queue.withLock { $0.counts.sum }))
    tell(gate.isCancelled ? .cancelled : .finished)
  }

  private func work() {
    let kernels = Kernels(pool: ThreadPool(threads: 1, niceness: backgroundNiceness))
    while let item = next() {
      guard let trial = run(item, kernels) else { return }
      scribe.add(trial)
      for twin in item.twins { scribe.add(trial.of(twin)) }
      gate.stopIfInterrupted()
      if scribe.isBroken { gate.set(.cancelled) }
    }
  }

  private func next() -> SweepQueue.Entry? {
    while true {
      switch gate.takeStep() {
      case .stop: return nil
      case .go: return queue.withLock { $0.next() }
      case .wait:
        tell(.paused)
        gate.waitForChange()
        gate.wakeAnother()
        if !gate.isCancelled { tell(.resumed) }
      }
    }
  }

  /// - Returns: `nil` where it was cancelled.
  private func run(_ item: SweepQueue.Entry, _ kernels: Kernels) -> Trial? {
    let began = monotonicSeconds()
    let family = families[plan.sweep.base]
    var spent = 0
    func trial(_ outcome: Trial.Outcome) -> Trial {
      Trial(
        cell: item.cell, seed: item.seed, outcome, spent: spent,
        seconds: monotonicSeconds() - began)
    }
    do {
      let sentence = family.reseeded(plan.sentences[item.cell], by: item.seed)
      let equipment = Equipment(
        kernels, isCancelled: { self.gate.isCancelled }, audience: audience, seat: item.seat)
      var run = try family.begin(sentence, with: equipment)
      let measured = try measure(&run) { spent = $0 }
      guard !gate.isCancelled else { return nil }
      if item.seed == 0 { show(run, [item.cell] + item.twins) }
      return trial(.measured(measured))
    } catch {
      return gate.isCancelled ? nil : trial(.failed("\(error)"))
    }
  }

  /// Values of steps may come late, which only somebody who looks on is told.
  private var audience: Equipment.Audience {
    plan.measures.contains { plan.ofSteps.contains($0.name) } ? .onlooker : .end
  }

  private func measure(
    _ run: inout some Experiment, _ spend: (Int) -> Void
  ) throws -> [String: Trial.Measured] {
    var last: RunRecord?
    while let record = try run.next() {
      last = record
      spend(record.spent)
      if gate.isCancelled { return [:] }
    }
    var measured: [String: Trial.Measured] = [:]
    let names = Set(plan.measures.map(\.name))
    if !names.isSubset(of: plan.ofSteps) {
      for score in try run.scores(names) where names.contains(score.statistic.name) {
        measured[score.statistic.name] = Trial.Measured(
          value: score.value, floor: score.floor, better: score.better)
      }
    }
    for name in names.intersection(plan.ofSteps) {
      guard let value = try value(of: name, last, run) else { continue }
      measured[name] = Trial.Measured(
        value: Estimate(mean: value, spread: 0), floor: nil, better: .lower)
    }
    for measure in plan.measures {
      guard let value = measured[measure.name]?.value.mean, !value.isFinite else { continue }
      throw SweepTrialError.notFinite(measure.name)
    }
    return measured
  }

  private func value(
    of name: String, _ last: RunRecord?, _ run: some Experiment
  ) throws -> Double? {
    if let late = run.late().first(where: { $0.name == name }) {
      return try late.measure { self.gate.isCancelled }.last ?? nil
    }
    return run.outline.index(of: name).flatMap { last?.values[$0] }
  }

  /// What cells have made is kept as long as all of it is small.
  private func show(_ run: some Experiment, _ cells: [Int]) {
    guard shown.withLock({ $0 }) < KeptBudget.previews else { return }
    let previews = run.previews(most: Self.shownSamples)
    let place = run.outline.resultPreview
    guard previews.indices.contains(place), let preview = previews[place] else { return }
    shown.withLock { $0 += preview.bytes }
    for cell in cells { tell(.shown(cell: cell, preview, run.outline)) }
  }

  private static let shownSamples = 256
}

/// Why a run of a cell counts as failed though it came to its end.
enum SweepTrialError: Error, CustomStringConvertible {
  case notFinite(String)

  var description: String {
    switch self {
    case .notFinite(let measure): "\(measure) is not a finite number"
    }
  }
}
