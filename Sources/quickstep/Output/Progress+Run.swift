import Experiments

extension ProgressLine {
  /// For a run.
  init(_ outline: RunOutline) { self.init(outline.budget.unit, placeName: "step") }
}

extension Progress {
  /// How far a run is after a step.
  init(_ record: RunRecord, of outline: RunOutline) {
    let landmark = outline.index(of: outline.landmark).map { record.values[$0] } ?? nil
    self.init(
      place: record.step, places: outline.steps, work: record.spent,
      workInAll: outline.budget.total, note: "\(outline.landmark) \(format(landmark))")
  }
}
