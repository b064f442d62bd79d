import Workbench

extension Drawing {
  /// All settings, one line each, or a few where there is room; the number is the key that opens
  /// the list.
  func drawSettingsLines(in rect: Rect, of frame: inout Frame) {
    let panels = Panel.settings
    guard rect.rows < 13 else {
      var place = rect
      for (panel, rows) in zip(panels, [2, 2, 4, 2]) {
        drawNumber(of: panel, in: place.line(0), of: &frame)
        drawSummary(panel, in: place.top(rows).droppingLeft(2), of: &frame)
        place = place.droppingTop(rows + 1)
      }
      return
    }
    for (row, panel) in panels.enumerated() {
      drawLine(of: panel, in: rect.line(row), of: &frame)
    }
  }

  private func drawNumber(of panel: Panel, in line: Rect, of frame: inout Frame) {
    frame.targets.append(Target(line, .panel(panel)))
    let style = look.style(panel == state.focus ? .selection : .key)
    frame.write("\(panel.rawValue)", in: line.left(1), style: style)
  }

  private func drawLine(of panel: Panel, in line: Rect, of frame: inout Frame) {
    frame.targets.append(Target(line, .panel(panel)))
    let isFocused = panel == state.focus
    let hasProblem = problem(of: panel) != nil
    let role: Role = isFocused ? .selection : hasProblem ? .error : .text
    if isFocused { frame.fill(line, Cell(" ", look.style(.selection))) }
    frame.write("\(panel.rawValue)", in: line, style: look.style(isFocused ? .selection : .key))
    let place = line.droppingLeft(2)
    let (text, note) = brief(panel)
    let end = frame.write(
      hasProblem ? "! \(text)" : text, in: place, style: look.style(role))
    let rest = place.droppingLeft(end - place.column + 1)
    guard series(of: panel) == nil else {
      return curve(of: panel).draw(in: rest, of: &frame, look: look)
    }
    guard cellWidth(note) <= rest.columns else { return }
    frame.write(
      note, in: rest, alignment: .right, style: look.style(isFocused ? .selection : .dim))
  }
}
