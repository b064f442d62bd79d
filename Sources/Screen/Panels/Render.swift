import Workbench

/// What the whole screen looks like.
/// - Parameters:
///   - theme: the colours; its name is the state's.
///   - display: what the terminal can show.
///   - previous: a frame whose pictures are taken over where they would come out the same.
public func render(
  _ state: State, theme: Theme, display: DisplayCapabilities, after previous: Frame? = nil
) -> Frame {
  var frame = Frame(size: Size(columns: state.columns, rows: state.rows + state.captionRows))
  frame.ground = theme.assumedBackground
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
    frame.fill(Rect(frame.size), Cell(" ", look.style(.text)))
    let size = Size(columns: state.columns, rows: state.rows), screen = Rect(size)
    let layout = Layout(state, size: size)
    if let line = layout.header { drawHeader(in: line, of: &frame) }
    for column in layout.columns { draw(column, showing: layout.panels, in: &frame) }
    if let panel = state.panelAbove { drawList(of: panel, in: layout.listPlace, of: &frame) }
    if let line = layout.footer { drawFooter(in: line, of: &frame) }
    drawOpen(in: layout, of: &frame)
    // Last, so that nothing hides it.
    drawMessage(above: layout.footer ?? screen.line(screen.rows), of: &frame)
    drawCaption(in: Rect(frame.size).droppingTop(size.rows), of: &frame)
  }

  private func draw(
    _ column: Layout.Column, showing panels: Set<Panel>, in frame: inout Frame
  ) {
    if column.hasBorders {
      BoxStack(
        column.sections.map {
          BoxStack.Section(box(of: $0.content, width: column.rect.columns), rows: $0.rows)
        }
      ).draw(in: column.rect, of: &frame, look: look)
    } else {
      drawTabs(on: column.rect.line(0), of: &frame)
    }
    for (section, interior) in zip(column.sections, column.places) {
      var place =
        column.hasBorders && section.content != .settings ? Box.content(of: interior) : interior
      if section.content == .panel(.trajectory), !panels.contains(.quality), place.rows >= 7 {
        drawQualityLine(in: place.line(place.rows - 1), of: &frame)
        place = place.top(place.rows - 1)
      }
      if let panel = section.content.panel, !interior.isEmpty {
        frame.targets.append(Target(interior.inset(columns: -1, rows: -1), .panel(panel)))
      }
      draw(section.content, in: place, of: &frame)
    }
  }

  private func draw(_ content: Layout.Content, in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty else { return }
    switch content {
    case .settings: drawSettingsLines(in: rect, of: &frame)
    case .summary(let panel): drawSummary(panel, in: rect, of: &frame)
    case .panel(let panel):
      switch panel {
      case .model, .solver, .steps, .guidance: drawSettings(panel, in: rect, of: &frame)
      case .preview: drawPreview(in: rect, of: &frame)
      case .trajectory: drawTrajectory(in: rect, of: &frame)
      case .quality: drawQuality(in: rect, of: &frame)
      case .sweep: drawSweep(in: rect, of: &frame)
      case .history: drawHistory(in: rect, of: &frame)
      }
    }
  }

  /// The list of a closed settings panel, above what else is there.
  private func drawList(of panel: Panel, in rect: Rect, of frame: inout Frame) {
    frame.clear(rect, look.style(.text))
    frame.targets.append(Target(rect, .panel(panel)))
    let place = box(of: .panel(panel), width: rect.columns).draw(in: rect, of: &frame, look: look)
    drawSettings(panel, in: place, of: &frame)
  }
}
