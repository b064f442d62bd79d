import Experiments
import Workbench

extension Drawing {
  /// How much is said of how far the run is.
  private enum StatusForm {
    case long, short
    /// Without what was spent.
    case steps
    /// That there was a run, and how it ended.
    case mark
  }

  /// The top line: the plan in a few words, and how far the run is.
  func drawHeader(in line: Rect, of frame: inout Frame) {
    let brand = line.columns >= 100 ? [Span(" quickstep ", .accent), Span("  ")] : [Span(" ")]
    let room = line.columns - width(of: brand) - 1
    let wanted = cellWidth(sentenceLine(cells: .max))
    let statuses = statusForms(width: line.columns).map { statusSpans($0, width: line.columns) }
    // The plan's words come first.
    let status = statuses.first { wanted <= room - width(of: $0) } ?? statuses[statuses.count - 1]
    SpanLine(brand + [Span(sentenceLine(cells: room - width(of: status)), .text)], right: status)
      .draw(in: line, of: &frame, look: look)
  }

  private func width(of spans: [Span]) -> Int { spans.reduce(0) { $0 + cellWidth($1.text) } }

  private func statusForms(width: Int) -> [StatusForm] {
    let hasRoom = width >= (state.outline.budget.speed == .rate ? 60 : 100)
    // Of a run of another plan less is worth the place.
    let shorter: [StatusForm] =
      state.runNote == nil ? [] : state.isRunActive ? [.steps] : [.steps, .mark]
    return (hasRoom ? [.long] : []) + [.short] + shorter
  }

  private func statusSpans(_ form: StatusForm, width: Int) -> [Span] {
    let run = state.run
    let outline = state.outline
    let budget = outline.budget
    let done = run?.records.last
    let (mark, role) = statusMark
    var spans = state.runNote.map { [Span("\($0)  ", .warning)] } ?? []
    spans.append(Span(mark, role))
    guard form != .mark else { return spans + [Span(" ")] }
    spans.append(Span(form == .long && width >= 100 ? " step " : " "))
    spans.append(Span(progress(done.map { $0.step }, of: outline.steps)))
    if form == .long {
      spans.append(Span("  \(budget.unit) ", .dim))
      let isLarge = budget.total ?? 0 >= 100_000
      spans.append(
        Span(
          progress(
            done.map { $0.spent }, of: budget.total,
            text: isLarge ? shortCount : { String($0) })))
      if width >= 80 { spans.append(Span(" \(speed(of: run, budget))", .dim)) }
    } else if form == .short, budget.speed == .timePerUnit {
      let spent = done.map { String($0.spent) } ?? "-"
      spans.append(Span(" " + rightAligned(spent, width: String(budget.total ?? 0).count)))
      spans.append(Span(" \(budget.unit)", .dim))
    }
    return spans + [Span(" ")]
  }

  private func speed(of run: ShownRun?, _ budget: RunBudget) -> String {
    switch budget.speed {
    case .timePerUnit:
      "\(rightAligned(format(run?.speed.map { 1000 / $0 }), width: 6)) ms/\(budget.single)"
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
