import Experiments
import Files
import Runs
import Screen
import Synchronization

/// A sweep from its first cell to its last on the calling thread and others: progress, a table, files.
struct HeadlessSweep {
  private let families: Families
  private let plan: SweepPlan
  private let scope: SweepScope
  private let runner: SweepRunner
  private let outputs: SweepOutputs
  private let keepsHistory: Bool

  init(
    _ families: Families, _ plan: SweepPlan, _ scope: SweepScope, _ runner: SweepRunner,
    _ outputs: SweepOutputs, _ configuration: Configuration
  ) {
    self.families = families
    self.plan = plan
    self.scope = scope
    self.runner = runner
    self.outputs = outputs
    keepsHistory = configuration.keepsHistory && !outputs.noHistory
  }

  /// - Parameter resume: whether cells of an earlier time are taken.
  /// - Throws: `InterruptedRun` where a signal ended it; what has ended is kept.
  func perform(resume: Bool) throws {
    guard outputs.files.count(where: { $0 == "-" }) < 2 else { throw StandardOutputError() }
    for path in outputs.files where path != "-" { try AtomicFile.check(path) }
    let signals = HeldSignals()
    let journal = try runner.journal(plan.sweep)
    let kept = resume ? (journal?.kept ?? []).filter { $0.measured != nil } : []
    if let note = journal?.note { StandardError.write("note: \(note)\n") }
    if resume, kept.isEmpty {
      StandardError.write("note: nothing is kept of this sweep; it starts from its first cell\n")
    }
    if !resume { try journal?.clear() }
    let recipes = runner.recipes(plan)
    StandardError.write(
      "\(families.runLine(plan.sweep.base))\n\(costs(recipes, kept: kept.count))\n")
    let results = Mutex(SweepResults(plan))
    results.withLock { $0.take(kept) }
    let gate = RunGate(isInterrupted: { signals.signal != nil })
    let runs = scope.cellCount(of: plan) * scope.seeds
    let progress = Mutex(ProgressLine("runs"))
    progress.withLock { $0.show(Progress(place: kept.count, of: runs)) }
    let counted = Mutex(WorkShelf.Counts())
    let shown = Mutex([Int: Preview]())
    let books = Mutex(Books(cells: CellBook(plan, families), keeper: RunKeeper(families)))
    var failure: (any Error)?
    do {
      try runner.perform(plan, scope, kept, recipes, journal, gate) { event in
        record(event, books, progress)
        if case .counted(let counts) = event { counted.withLock { $0 = counts } }
        if case .shown(let cell, let preview, _) = event { shown.withLock { $0[cell] = preview } }
        guard case .ended(let trials) = event else { return }
        let done = results.withLock { results in
          results.take(trials)
          return results.count
        }
        progress.withLock { $0.show(Progress(place: done, of: runs)) }
      }
    } catch {
      failure = error
    }
    let done = results.withLock { $0.count }
    progress.withLock { $0.finish(Progress(place: done, of: runs)) }
    let counts = counted.withLock { $0 }
    if counts.copied > 0 {
      StandardError.write(
        "\(counts.computed) \(plan.budget.noun) computed, \(counts.copied) taken over\n")
    }
    let table = SweepTable(results.withLock { $0 }, families)
    try write(table, shown.withLock { $0 })
    if let failure { throw failure }
    if let signal = signals.signal {
      throw InterruptedRun(signal: signal, step: results.withLock { $0.count })
    }
  }

  private struct Books: Sendable {
    var cells: CellBook
    /// Only the thread that holds the lock uses it.
    nonisolated(unsafe) var keeper: RunKeeper
    var hasRefused = false
  }

  /// Puts runs into the history, unless nobody wants that; where it cannot, says so once and goes on.
  private func record(
    _ event: SweepEvent, _ books: borrowing Mutex<Books>, _ progress: borrowing Mutex<ProgressLine>
  ) {
    guard keepsHistory else { return }
    books.withLock { books in
      let entries = books.cells.entries(of: event)
      guard !books.hasRefused else { return }
      do { try books.keeper.keep(entries) } catch {
        books.hasRefused = true
        progress.withLock { $0.say("note: not kept: \(error)") }
      }
    }
  }

  /// `35 cells, 350 evaluations`.
  private func costs(_ recipes: [Recipe?], kept: Int) -> String {
    let seeds = scope.seeds > 1 ? ["\(scope.seeds) seeds each"] : []
    let total = plan.total.map { ["\($0) \(plan.budget.noun)"] } ?? []
    let kept = kept > 0 ? ["\(kept) runs kept"] : []
    let sharing = WorkShelf.Plan(recipes)
    let saved = sharing.asked - sharing.computed
    let shared = saved > 0 ? ["\(saved * scope.seeds) of them shared"] : []
    return (["\(plan.sentences.count) cells"] + seeds + total + shared + kept)
      .joined(separator: ", ")
  }

  /// Writes everything that can be written, then throws what went wrong first.
  private func write(_ table: SweepTable, _ previews: [Int: Preview]) throws {
    var writer = OutputWriter()
    writer.write(outputs.csv) { Array(table.table.csv.utf8) }
    writer.write(outputs.json) { Array(table.json.utf8) }
    writer.write(outputs.html) {
      let themes = Themes.own()
      return Array(
        HTMLReport(
          table.report(previews), light: themes["light"], dark: themes["dark"]
        ).text.utf8)
    }
    writer.write(outputs.png) {
      guard let picture = table.picture else { throw PictureError() }
      return PNGFile.encode(
        PixelPicture(picture), note: families.runLine(plan.sweep.base))
    }
    if !outputs.files.contains("-") { writer.write("-") { Array(table.text.utf8) } }
    try writer.finish()
  }
}

extension SweepScope {
  fileprivate func cellCount(of plan: SweepPlan) -> Int {
    switch cells {
    case .all: plan.sentences.count
    case .range(let range): range.count
    case .some(let some): some.count
    }
  }
}
