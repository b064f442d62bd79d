import Workbench

/// What the whole screen looks like.
/// - Parameters:
///   - theme: the colours; its name is the state's.
///   - display: what the terminal can show.
///   - previous: a frame whose pictures are taken over where they would come out the same.
public func render(
  _ state: State, theme: Theme, display: DisplayCapabilities, after previous: Frame? = nil
) -> Frame {
  var frame = Frame(size: Size(columns: state.columns, rows: state.rows))
  frame.before = previous?.pictures ?? []
  let drawing = Drawing(
    state: state, look: Look(theme: theme, glyphs: display.glyphs), display: display)
  drawing.draw(in: &frame)
  frame.before = []
  return frame.adapted(to: display.glyphs)
}

/// A state with everything that it takes to draw it.
struct Drawing {
  let state: State
  let look: Look
  let display: DisplayCapabilities

  func draw(in frame: inout Frame) {
    let screen = Rect(frame.size)
    frame.fill(screen, Cell(" ", look.style(.text)))
    let layout = Layout(state, size: frame.size)
    if let line = layout.header { drawHeader(in: line, of: &frame) }
    for column in layout.columns { draw(column, showing: layout.panels, in: &frame) }
    if let line = layout.footer { drawFooter(in: line, of: &frame) }
    drawOpen(in: layout.body, of: &frame)
    // Last, so that nothing hides it.
    drawMessage(above: layout.footer ?? screen.line(screen.rows), of: &frame)
  }

  private func draw(
    _ column: Layout.Column, showing panels: Set<Panel>, in frame: inout Frame
  ) {
    guard column.hasBorders else {
      let section = column.sections[0]
      drawBareTitle(of: section.panel, on: column.rect.line(0), of: &frame)
      return drawContent(
        of: section, in: column.rect.droppingTop(1).inset(columns: 1, rows: 0), of: &frame)
    }
    let stack = BoxStack(
      column.sections.map { BoxStack.Section(box(of: $0.panel), rows: $0.rows) })
    let places = stack.draw(in: column.rect, of: &frame, look: look)
    for (section, place) in zip(column.sections, places) {
      var place = place
      if section.panel == .trajectory, !panels.contains(.quality), place.rows >= 7 {
        drawQualityLine(in: place.line(place.rows - 1), of: &frame)
        place = place.top(place.rows - 1)
      }
      drawContent(of: section, in: place, of: &frame)
    }
  }

  private func box(of panel: Panel) -> Box {
    Box(
      title(of: panel), number: panel.rawValue, note: note(of: panel),
      isFocused: panel == state.focus)
  }

  private func drawBareTitle(of panel: Panel, on line: Rect, of frame: inout Frame) {
    SpanLine(
      [Span(" \(panel.rawValue) \(title(of: panel)) ", .titleFocus)],
      right: [Span(note(of: panel) + " ", .dim)]
    ).draw(in: line, of: &frame, look: look)
  }

  private func title(of panel: Panel) -> String {
    panel == .preview
      ? "\(panel.title) \(Glyph.separator) \(state.shownPreview.kind.name)" : panel.title
  }

  /// What a panel's title line says on the right.
  private func note(of panel: Panel) -> String {
    switch panel {
    case .preview: previewNote
    case .trajectory: state.isEdited ? "of the plan before" : ""
    case .model, .solver, .steps, .guidance, .quality:
      state.isOfNextPlan(panel) ? "next plan" : ""
    }
  }

  private func drawContent(of section: Layout.Section, in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty else { return }
    if let facts = state.facts(of: section.panel) { return drawFacts(facts, in: rect, of: &frame) }
    switch section.panel {
    case .model, .solver, .steps, .guidance:
      switch section.form {
      case .whole: drawSettings(section.panel, in: rect, of: &frame)
      case .summary: drawSummary(section.panel, in: rect, of: &frame)
      }
    case .preview: drawPreview(in: rect, of: &frame)
    case .trajectory: drawTrajectory(in: rect, of: &frame)
    case .quality: drawQuality(in: rect, of: &frame)
    }
  }
}
