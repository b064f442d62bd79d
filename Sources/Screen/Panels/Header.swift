import Quickstep
import Runs
import Workbench

extension Drawing {
  /// The top line: the plan as `quickstep sample` takes it, and how far the run is.
  func drawHeader(in line: Rect, of frame: inout Frame) {
    let status = statusSpans(width: line.columns)
    let statusWidth = status.reduce(0) { $0 + cellWidth($1.text) }
    let brand = line.columns >= 100 ? [Span(" quickstep ", .accent), Span("  ")] : [Span(" ")]
    let brandWidth = brand.reduce(0) { $0 + cellWidth($1.text) }
    let room = line.columns - statusWidth - brandWidth - 2
    SpanLine(brand + [Span(title(cells: room), .text)], right: status)
      .draw(in: line, of: &frame, look: look)
  }

  /// What is run: the plan, or what is no run of a plan.
  private func title(cells: Int) -> String {
    if let request = state.run?.start.request, request.plan == nil {
      let title = PrintableText(request.title, limit: 400).text
      guard cellWidth(title) > cells else { return title }
      let (verb, path) = (title.prefix { $0 != " " }, title.split(separator: "/").last ?? "")
      return "\(verb) \(path)"
    }
    let words = PrintableText(
      RunLine.words(state.plan, always: [.model, .solver, .grid, .steps]), limit: 400
    ).text
    return cellWidth(words) <= cells ? words : compactPlan
  }

  /// The plan in a few words, for narrow screens.
  private var compactPlan: String {
    let plan = state.plan
    var parts = [
      plan.model.name.split(separator: "/").last.map(String.init) ?? plan.model.name,
      plan.text(.solver), "\(plan.steps) \(plan.grid.name)",
    ]
    if plan.guidance.name != "none" { parts.append(plan.text(.guidance)) }
    if plan.classes != .any { parts.append("class \(plan.text(.classes))") }
    return PrintableText(parts.joined(separator: " \(Glyph.separator) "), limit: 400).text
  }

  private func statusSpans(width: Int) -> [Span] {
    let run = state.run
    let outline = state.outline
    let budget = outline.budget
    let done = run?.records.last
    let (mark, role) = statusMark
    let isShort = width < 60
    var spans: [Span] = []
    if state.isEdited, width >= 50 { spans.append(Span("edited  ", .warning)) }
    spans.append(Span(mark, role))
    spans.append(Span(isShort ? " " : " step ", .text))
    spans.append(Span(progress(done.map { $0.step }, of: outline.steps)))
    if !isShort || budget.speed == .timePerUnit {
      spans.append(Span(isShort ? " \(budget.unit) " : "  \(budget.unit) ", .dim))
      let isLarge = budget.total ?? 0 >= 100_000
      spans.append(
        Span(
          progress(
            done.map { $0.spent }, of: budget.total,
            text: isLarge ? shortCount : { String($0) })))
    }
    if width >= 80 { spans.append(Span(" \(speed(of: run, budget))", .dim)) }
    return spans + [Span(" ")]
  }

  private func speed(of run: ShownRun?, _ budget: RunBudget) -> String {
    switch budget.speed {
    case .timePerUnit:
      "\(rightAligned(format(run?.speed.map { 1000 / $0 }), width: 6)) ms/\(budget.unit)"
    case .rate:
      rightAligned(rate(run?.speed), width: 5) + "/s"
        + (run?.status.isActive == true
          ? "  \(rightAligned(duration(run?.secondsLeft), width: 7)) left" : "")
    }
  }

  private func rate(_ speed: Double?) -> String {
    guard let speed, speed >= 10_000, speed < 1e15 else { return format(speed) }
    return shortCount(Int(speed))
  }

  /// `done/total`, as wide as it will ever be in this run.
  private func progress(
    _ done: Int?, of total: Int?, text: (Int) -> String = { String($0) }
  ) -> String {
    let all = total.map(text) ?? "-"
    let part = done.map(text) ?? "-"
    return rightAligned(part, width: all.count) + "/" + all
  }

  /// A mark that differs without colour, and a word where something is wrong.
  private var statusMark: (String, Role) {
    if let loaded = state.launch?.loaded, state.launch?.start == nil {
      return ("\(Glyph.running) loads \(Int(loaded * 100)) %", .running)
    }
    if state.launch != nil { return ("\(Glyph.running) starts", .running) }
    return switch state.run?.status {
    case nil: state.forecast.problem == nil ? ("-", .dim) : ("! cannot run", .error)
    case .running: ("\(Glyph.running)", .running)
    case .paused: ("\(Glyph.paused) paused", .running)
    case .finished: ("\(Glyph.check)", .good)
    case .cancelled: ("\(Glyph.cross) cancelled", .warning)
    case .failed: ("! failed", .error)
    }
  }
}
