import Experiments
import Workbench

extension Drawing {
  /// A closed settings panel: what it holds, in as many lines as there are.
  func drawSummary(_ panel: Panel, in rect: Rect, of frame: inout Frame) {
    guard let role = panel.role else { return }
    let lines = state.family.summary(role, of: state.sentence, state.card)
    let notes = [state.forecast.notes[role]].compactMap { $0 }
      .map { SummaryLine($0, left: .faint) }
    drawLines((lines + notes).map(spanLine), in: rect, of: &frame)
    guard series(of: panel) != nil else { return }
    let below = rect.droppingTop(lines.count + notes.count)
    curve(of: panel).draw(in: below, of: &frame, look: look)
  }

  private func spanLine(_ line: SummaryLine) -> SpanLine {
    func role(_ tone: SummaryLine.Tone) -> Role {
      switch tone {
      case .plain: .text
      case .faint: .dim
      }
    }
    return SpanLine(
      [Span(line.left, role(line.leftTone))], right: [Span(line.right, role(line.rightTone))])
  }

  func drawLines(_ lines: [SpanLine], in rect: Rect, of frame: inout Frame) {
    for (index, line) in lines.enumerated() {
      line.draw(in: rect.line(index), of: &frame, look: look)
    }
  }
}
