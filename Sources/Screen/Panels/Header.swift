import Quickstep
import Runs
import Workbench

extension Drawing {
  /// The top line: the plan in a few words, and how far the run is.
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
    return planLine(cells: cells)
  }

  private func statusSpans(width: Int) -> [Span] {
    let run = state.run
    let outline = state.outline
    let budget = outline.budget
    let done = run?.records.last
    let (mark, role) = statusMark
    var spans: [Span] = []
    if let note = state.runNote { spans.append(Span("\(note)  ", .warning)) }
    spans.append(Span(mark, role))
    spans.append(Span(width < 100 ? " " : " step ", .text))
    spans.append(Span(progress(done.map { $0.step }, of: outline.steps)))
    switch budget.speed {
    case .timePerUnit where width < 100:
      let spent = done.map { String($0.spent) } ?? "-"
      spans.append(
        Span(" " + rightAligned(spent, width: String(budget.total ?? 0).count), .text))
      spans.append(Span(" \(budget.unit)", .dim))
      return spans + [Span(" ")]
    case .rate where width < 60: return spans + [Span(" ")]
    case .timePerUnit, .rate: break
    }
    spans.append(Span("  \(budget.unit) ", .dim))
    let isLarge = budget.total ?? 0 >= 100_000
    spans.append(
      Span(
        progress(
          done.map { $0.spent }, of: budget.total, text: isLarge ? shortCount : { String($0) })))
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
      return ("\(Glyph.running) loads \(percent(loaded))", .running)
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
