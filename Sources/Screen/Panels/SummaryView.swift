import Quickstep
import Workbench

extension Drawing {
  /// A closed settings panel: what it holds, in as many lines as there are.
  func drawSummary(_ panel: Panel, in rect: Rect, of frame: inout Frame) {
    switch panel {
    case .model:
      drawLines(
        [
          SpanLine([Span(shortName, .text)], right: [Span(state.planModel.kind, .dim)]),
          SpanLine([
            Span("\(state.plan.batch) samples \(Glyph.separator) seed \(state.plan.seed)", .dim)
          ]),
        ], in: rect, of: &frame)
    case .solver:
      let title = state.plan.declaration(.solver)?.title ?? state.plan.solver.name
      drawLines(
        [
          SpanLine([Span(title, .text)], right: [Span(knobs(.solver), .dim)]),
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
    if rect.rows == 1 {
      let grid = "\(plan.steps) \(plan.grid.name)"
      return drawLines(
        [SpanLine([Span(grid)], right: [Span(knobs(.grid), .dim)])], in: rect, of: &frame)
    }
    drawLines(
      [
        SpanLine([Span("\(plan.steps) steps", .text)], right: [Span(plan.schedule.name, .dim)]),
        SpanLine([Span("grid \(plan.grid.name)", .text)], right: [Span(knobs(.grid), .dim)]),
        SpanLine([Span(rangeText(sigmas), .dim)]),
      ], in: rect, of: &frame)
    // The last level is 0 as a rule, which has no place on a logarithmic scale.
    Sparkline(sigmas.filter { $0 > 0 }, scale: .logarithm, role: .bar)
      .draw(in: rect.droppingTop(3), of: &frame, look: look)
  }

  private func rangeText(_ sigmas: [Double]) -> String {
    guard let first = sigmas.first, let last = sigmas.last else { return "\(Glyph.sigma) -" }
    return "\(Glyph.sigma) \(shortText(first)) \(Glyph.arrow) \(shortText(last))"
  }

  private func drawGuidanceSummary(in rect: Rect, of frame: inout Frame) {
    let plan = state.plan
    let classes = plan.classes == .any ? "" : "class \(plan.text(.classes))"
    let method = plan.guidance.name == "none" ? "no guidance" : plan.guidance.name
    let clip = plan.clip.name == "none" ? "no clipping" : "clip \(plan.text(.clip))"
    drawLines(
      [
        SpanLine(
          [Span(method, .text), Span("  " + knobs(.guidance), .dim)],
          right: [Span(PrintableText(classes, limit: 40).text, .text)]),
        SpanLine([Span(clip, .dim)]),
      ], in: rect, of: &frame)
  }

  /// The knobs of a component that differ from their defaults.
  private func knobs(_ key: PlanKey) -> String {
    guard let choice = state.plan.choice(key), let declaration = state.plan.declaration(key) else {
      return ""
    }
    let text = declaration.text(choice).dropFirst(choice.name.count + 1)
    return PrintableText(String(text), limit: 40).text
  }

  private var shortName: String {
    let name = state.plan.model.name
    return PrintableText(name.split(separator: "/").last.map(String.init) ?? name, limit: 60).text
  }

  func drawLines(_ lines: [SpanLine], in rect: Rect, of frame: inout Frame) {
    for (index, line) in lines.enumerated() {
      line.draw(in: rect.line(index), of: &frame, look: look)
    }
  }
}
