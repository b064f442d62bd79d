import Experiments
import Files
import Tensors

/// Plans sweeps and runs them.
public struct SweepRunner: Sendable {
  private let families: Families
  public let threads: Int
  private let folder: String?
  private let saved: SavedChoices

  /// - Parameters:
  ///   - threads: how many cells run side by side.
  ///   - folder: where runs of cells are kept; `nil` for nowhere.
  ///   - saved: what names of choices stand for.
  public init(
    _ families: Families, threads: Int, folder: String?, saved: SavedChoices = SavedChoices()
  ) {
    self.families = families.unsaved
    self.threads = threads
    self.folder = folder
    self.saved = saved
  }

  /// - Throws: `SweepError` where a cell cannot run.
  public func plan(_ sweep: Sweep) throws(SweepError) -> SweepPlan {
    let family = families[sweep.base]
    return try SweepPlan(sweep, among: families, saved: saved) { try family.inspect($0) }
  }

  /// What the cells of a sweep will ask their models, with the seed of the plan: what they share follows
  /// from that.
  public func recipes(_ plan: SweepPlan) -> [Recipe?] {
    let family = families[plan.sweep.base]
    return plan.sentences.map { try? family.recipe($0, with: SweepExecution.dry) }
  }

  /// Where the runs of a sweep are kept; `nil` for nowhere.
  /// - Throws: `FileError` for a file that is of another sweep or cannot be read.
  public func journal(_ sweep: Sweep) throws(FileError) -> SweepJournal? {
    guard let folder else { return nil }
    return try SweepJournal(sweep, among: families, in: folder)
  }

  func begin(_ sentence: Sentence, _ kernels: Kernels) throws -> any Experiment {
    try families[sentence].begin(sentence, with: Equipment(kernels, audience: .end))
  }

  /// Plans and runs a sweep on the calling thread and others; the cells that are kept are not run
  /// again.
  /// - Parameter tell: called on any thread.
  public func perform(
    _ sweep: Sweep, _ scope: SweepScope, _ gate: RunGate,
    tell: @escaping @Sendable (SweepEvent) -> Void
  ) {
    do {
      let plan = try plan(sweep), journal = try journal(sweep)
      let kept = (journal?.kept ?? []).filter { $0.measured != nil }
      tell(.planned(plan, kept: kept, note: journal?.note))
      try perform(plan, scope, kept, recipes(plan), journal, gate, tell: tell)
    } catch {
      tell(.failed("\(error)"))
    }
  }

  /// Runs the cells of a plan.
  /// - Parameters:
  ///   - done: runs that need not be done again.
  ///   - recipes: of the plan's sentences.
  ///   - tell: called on any thread.
  /// - Throws: what keeps results from being written.
  public func perform(
    _ plan: SweepPlan, _ scope: SweepScope, _ done: [Trial], _ recipes: [Recipe?],
    _ journal: SweepJournal?, _ gate: RunGate,
    tell: @escaping @Sendable (SweepEvent) -> Void
  ) throws {
    let execution = SweepExecution(
      plan, scope, done: done, recipes: recipes, among: families, threads: threads,
      journal: journal, gate, tell: tell)
    defer { returnFreeMemory() }
    try execution.perform()
  }
}
