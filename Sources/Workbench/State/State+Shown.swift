import Experiments
import Runs

// What the panels show of a run, or of the run that the sentence foresees.
extension State {
  /// The outline of the run shown, or else of the next one.
  public var outline: RunOutline { run?.outline ?? forecast.outline }

  /// Whether the sentence differs from that of the run shown.
  public var isEdited: Bool { run.map { $0.sentence != sentence } ?? false }

  /// Said wherever something of the run is shown, where that is not of the plan on the screen.
  public var runNote: String? {
    if let count = run?.start.compared, count > 1 { return "\(count) compared" }
    if live.isOn, forecast.problem == nil { return "live" }
    return isEdited ? "old plan" : nil
  }

  /// The place of the kind of preview that was chosen.
  private var previewIndex: Int {
    outline.previews.firstIndex { $0.name == previewChosen } ?? 0
  }

  /// The kind of preview that comes after the one that was chosen; `nil` where there is only one.
  public var nextPreview: PreviewKind? {
    let kinds = outline.previews
    return kinds.count > 1 ? kinds[(previewIndex + 1) % kinds.count] : nil
  }

  /// What the preview shows: the chosen kind, or another where this step has none of it.
  public var shownPreview: (kind: PreviewKind, preview: Preview?) {
    let kinds = outline.previews
    guard let run, let position = run.previewPosition, let previews = run.previews[position] else {
      return (kinds[previewIndex], nil)
    }
    let places = [previewIndex] + kinds.indices
    let place = places.first { previews[$0] != nil } ?? previewIndex
    return (kinds[place], previews[place])
  }

  /// The previews of the kind shown, one a step, and which of them is shown; `nil` where they are no
  /// pictures or points. Between some of them another plan takes over.
  public var film: (previews: [Preview], current: Int, forks: [Int])? {
    guard let run, let position = run.previewPosition else { return nil }
    let shown = shownPreview
    switch shown.preview {
    case .points, .pictures: break
    case .text, .graph, .matrix, .curves, .decades, .beside, nil: return nil
    }
    guard let kind = outline.previews.firstIndex(where: { $0.name == shown.kind.name }) else {
      return nil
    }
    var previews: [Preview] = []
    var current = 0
    var steps: [Int] = []
    for (index, all) in run.previews.enumerated() {
      guard let all, all.indices.contains(kind), let preview = all[kind] else { continue }
      if index <= position { current = previews.count }
      previews.append(preview)
      steps.append(run.records[index].step)
    }
    let forks = run.outline.forks.compactMap { end in steps.firstIndex { $0 > end } }
    return previews.isEmpty ? nil : (previews, current, forks)
  }

  /// The statistics that can be plotted: all numbers but the step's.
  public var plottable: [RunStatistic] {
    outline.statistics.dropFirst().filter {
      if case .names = $0.statistic.format { false } else { true }
    }
  }

  /// The names of the statistics in the first and second plot: what was chosen, where this run has
  /// both.
  public var plottedNames: [String] {
    let names = plottable.map(\.name)
    return plotChosen.allSatisfy(names.contains) && !plotChosen.isEmpty
      ? plotChosen : outline.plotted
  }

  /// The indices of the statistics in the first and second plot.
  public var plottedStatistics: [Int] {
    plottedNames.compactMap(outline.index)
  }
}
