import Experiments
import Workbench

// What stands on the title lines of panels.
extension Drawing {
  func box(of content: Layout.Content, width: Int) -> Box {
    switch content {
    case .settings:
      return Box("Settings", isFocused: state.focus.isSetting && state.panelAbove == nil)
    case .panel(let panel), .summary(let panel):
      let title = title(of: panel, width: width)
      // Two corners, the number, and blanks between them.
      let room = width - cellWidth(title) - 9
      return Box(
        title, number: panel.rawValue, note: note(of: panel, cells: room),
        isFocused: panel == state.focus)
    }
  }

  /// Where there is one panel only: the keys of all, the panel's own in brackets.
  func drawTabs(on line: Rect, of frame: inout Frame) {
    let tabs = Panel.allCases.filter { !$0.isLower || $0 == state.lowerPanel }.map { panel in
      let tab = "\(panel.rawValue)\(panel.letter)"
      return panel == state.focus ? Span("[\(tab)] ", .titleFocus) : Span("\(tab) ", .title)
    }
    let room = line.columns - 2 - tabs.reduce(0) { $0 + cellWidth($1.text) }
    SpanLine([Span(" ")] + tabs, right: [Span(note(of: state.focus, cells: room), .dim)])
      .draw(in: line, of: &frame, look: look)
  }

  private func title(of panel: Panel, width: Int) -> String {
    if panel == .sweep, let title = sweepTitle { return title }
    guard panel == .preview else { return panel.title }
    if state.cellPreview != nil { return "\(panel.title) \(Glyph.separator) cell" }
    let kind = state.shownPreview.kind
    return "\(panel.title) \(Glyph.separator) \(width < 60 ? kind.shortName : kind.name)"
  }

  /// What a title line says on the right, as much as there is room for.
  private func note(of panel: Panel, cells: Int) -> String {
    let runNote = state.runNote
    let notes: [String]
    switch panel {
    case .preview where state.cellPreview != nil:
      let title = state.sweep.plan?.sweep.title(of: state.sweep.cursor, state.family) ?? ""
      notes = [title, ""]
    case .preview:
      let places = previewNotes
      let all = places.map { [runNote, $0].compactMap { $0 }.joined(separator: "  ") }
      notes = all + (runNote.map { [$0] } ?? [])
    case .trajectory, .quality: notes = state.run == nil ? [] : runNote.map { [$0] } ?? []
    case .sweep: notes = sweepNotes
    case .history: notes = historyNotes
    case .model, .solver, .steps, .guidance: notes = []
    }
    return notes.first { cellWidth($0) <= cells } ?? ""
  }

  /// Where in the run the picture stands, the longest first.
  private var previewNotes: [String] {
    guard let run = state.run, let position = run.previewPosition,
      let landmark = run.outline.statistics.firstIndex(where: { $0.name == run.outline.landmark })
    else { return [] }
    let record = run.records[position]
    let step = rightAligned("\(record.step)", width: String(run.outline.steps ?? 0).count)
    let symbol = run.outline.statistics[landmark].statistic.symbol
    // As wide as any value, so that what stands before it keeps its place.
    let value = leftAligned(format(record.values[landmark]), width: 7)
    return ["step \(step)  \(symbol) \(value)", "step \(step)", step]
  }
}

/// The text against the right end of `width` cells; longer text stays whole.
func rightAligned(_ text: String, width: Int) -> String {
  String(repeating: " ", count: max(0, width - cellWidth(text))) + text
}

/// The text with blanks up to `width` cells; longer text stays whole.
func leftAligned(_ text: String, width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - cellWidth(text)))
}
