import Quickstep
import Workbench

extension Drawing {
  /// A closed settings panel: what it holds, in as many lines as there are.
  func drawSummary(_ panel: Panel, in rect: Rect, of frame: inout Frame) {
    switch panel {
    case .model:
      drawLines(
        [
          SpanLine([Span(shortModel, .text)], right: [Span(state.planModel.kind, .dim)]),
          SpanLine([
            Span("\(samplesWord) \(Glyph.separator) seed \(state.plan.seed)", .dim)
          ]),
        ], in: rect, of: &frame)
    case .solver:
      let title = state.plan.declaration(.solver)?.title ?? state.plan.solver.name
      drawLines(
        [
          SpanLine([Span(title, .text)], right: [Span(knobWords(.solver), .dim)]),
          SpanLine([Span(state.solverNote, .dim)]),
        ], in: rect, of: &frame)
    case .steps: drawStepsSummary(in: rect, of: &frame)
    case .guidance: drawGuidanceSummary(in: rect, of: &frame)
    case .preview, .trajectory, .quality: break
    }
  }

  private func drawStepsSummary(in rect: Rect, of frame: inout Frame) {
    let plan = state.plan
    let sigmas = state.levelSigmas
    drawLines(
      [
        SpanLine([Span("\(plan.steps) steps", .text)], right: [Span(plan.schedule.name, .dim)]),
        SpanLine([Span("grid \(plan.grid.name)", .text)], right: [Span(knobWords(.grid), .dim)]),
        SpanLine([Span(rangeText(sigmas), .dim)]),
      ], in: rect, of: &frame)
    curve().draw(in: rect.droppingTop(3), of: &frame, look: look)
  }

  private func rangeText(_ sigmas: [Double]) -> String {
    guard let first = sigmas.first, let last = sigmas.last else { return "\(Glyph.sigma) -" }
    return "\(Glyph.sigma) \(brief(first)) \(Glyph.arrow) \(brief(last))"
  }

  private func drawGuidanceSummary(in rect: Rect, of frame: inout Frame) {
    let plan = state.plan
    let clip = plan.clip.name == "none" ? "no clipping" : "clip \(plan.text(.clip))"
    drawLines(
      [
        SpanLine(
          [Span(guidanceWords, .text)], right: [Span(classWords, .text)]),
        SpanLine([Span(clip, .dim)]),
      ], in: rect, of: &frame)
  }

  func drawLines(_ lines: [SpanLine], in rect: Rect, of frame: inout Frame) {
    for (index, line) in lines.enumerated() {
      line.draw(in: rect.line(index), of: &frame, look: look)
    }
  }
}
