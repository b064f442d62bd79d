import Experiments
import Files
import Runs
import Screen

/// Makes runs of cells into what the history keeps.
struct CellBook {
  private let plan: SweepPlan
  private let families: Families
  private let sweep: String
  private var pictures: [Int: [UInt8]] = [:]

  init(_ plan: SweepPlan, _ families: Families) {
    self.plan = plan
    self.families = families
    sweep = plan.sweep.line(families)
  }

  /// What the history keeps of something that happened; empty for most.
  mutating func entries(of event: SweepEvent) -> [RunEntry] {
    switch event {
    case .shown(let cell, let preview, _):
      pictures[cell] = preview.thumbnail(side: 96).map { PNGFile.encode(PixelPicture($0)) }
      return []
    case .ended(let trials):
      let now = wallSeconds()
      return trials.map { entry($0, at: now) }
    default: return []
    }
  }

  private func entry(_ trial: Trial, at time: Double) -> RunEntry {
    let family = families[plan.sweep.base]
    let sentence = family.reseeded(plan.sentences[trial.cell], by: trial.seed)
    let end: RunEntry.End =
      if case .failed(let reason) = trial.outcome { .failed(reason) } else { .finished }
    let scores = plan.measures.compactMap { measure -> KeptScore? in
      guard let measured = trial.measured?[measure.name] else { return nil }
      return KeptScore(
        name: measure.name, unit: measure.unit, better: measured.better, value: measured.value,
        floor: measured.floor ?? Estimate(mean: .nan, spread: .nan))
    }
    var entry = RunEntry(
      identity: RunIdentity(at: time), made: time, family: family.name,
      line: families.runLine(sentence), end: end, spent: trial.spent, unit: plan.budget.unit,
      seconds: trial.seconds, facts: family.facts(sentence),
      records: KeptRecords(names: [], units: [], values: []), scores: scores)
    entry.cell = RunEntry.Cell(
      sweep: sweep, index: trial.seed * plan.sentences.count + trial.cell)
    if trial.seed == 0 { entry.thumbnail = pictures[trial.cell] ?? [] }
    return entry
  }
}
