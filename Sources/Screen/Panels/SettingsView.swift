import Quickstep
import Workbench

extension Drawing {
  /// An open panel: its list, its values, and in the last lines what the cursor stands on.
  func drawSettings(_ panel: Panel, in rect: Rect, of frame: inout Frame) {
    let rows = state.rows(of: panel)
    let hint = hint(for: panel)
    let hintRows =
      problem(of: panel) == nil
      ? min(2, rect.rows / 6) : min(8, rect.rows / 2)
    var place = rect.top(rect.rows - hintRows)
    Paragraph(hint.text, role: hint.role).draw(
      in: rect.droppingTop(rect.rows - hintRows), of: &frame, look: look)
    if panel == state.focus, case .filter(let input) = state.open {
      TextField(prompt: "/ ", text: input.text, cursor: input.cursor)
        .draw(in: place, of: &frame, look: look)
      place = place.droppingTop(1)
    }
    guard panel == .model || panel == .solver else {
      if panel == .steps { place = place.top(place.rows - drawCurve(below: place, of: &frame)) }
      return drawParameters(rows.parameters, of: panel, in: place, of: &frame)
    }
    let detail = detailRows(of: panel, available: place.rows)
    drawOptions(rows.options, of: panel, in: place.top(place.rows - detail), of: &frame)
    var below = place.droppingTop(place.rows - detail)
    if detail > 4 { below = below.droppingTop(1) }
    if panel == .solver {
      frame.write(state.solverNote, in: below, style: look.style(.dim))
      below = below.droppingTop(1)
    }
    drawParameters(rows.parameters, of: panel, in: below, of: &frame)
  }

  /// The curve of levels in the last rows of the panel, where it stays while levels are edited; the
  /// cursor's bar is lit.
  /// - Returns: the rows that it takes.
  private func drawCurve(below rect: Rect, of frame: inout Frame) -> Int {
    let rows = rect.rows >= 14 ? 3 : rect.rows >= 5 ? 1 : 0
    var marked: Int?
    if state.focus == .steps, case .level(let index) = state.selectedParameter { marked = index }
    curve(marked: marked).draw(in: rect.droppingTop(rect.rows - rows), of: &frame, look: look)
    return rows
  }

  /// The noise levels as bars; pure noise is as high as the highest other level. The last level is
  /// 0 as a rule, which has no place on a logarithmic scale and so no bar.
  func curve(marked: Int? = nil) -> Sparkline {
    let sigmas = state.levelSigmas
    let highest = sigmas.lazy.filter(\.isFinite).max() ?? 1
    return Sparkline(
      sigmas.map { min($0, highest) }, scale: .logarithm, role: .bar, marked: marked)
  }

  /// Rows below a list, the same for every choice, so that nothing moves while choosing.
  private func detailRows(of panel: Panel, available: Int) -> Int {
    let knobs =
      panel == .solver
      ? 1 + (solvers.declarations.map(\.knobs.count).max() ?? 0)
      : 3 + modelDeclaration.knobs.count
    return min(knobs + 1, available * 2 / 5)
  }

  private func drawOptions(
    _ options: [Row], of panel: Panel, in rect: Rect, of frame: inout Frame
  ) {
    guard !options.isEmpty else {
      Paragraph("Nothing in the list has these letters.", role: .dim)
        .draw(in: rect, of: &frame, look: look)
      return
    }
    let chosen: Row =
      panel == .model ? .model(state.plan.model.name) : .solver(state.plan.solver.name)
    let selected = options.firstIndex(of: chosen)
    let isFocused = panel == state.focus && state.cursor == chosen
    List(
      options.map(item), selected: selected, isFocused: isFocused,
      previous: centered(selected, rows: rect.rows)
    ).draw(in: rect, of: &frame, look: look)
  }

  private func item(_ row: Row) -> List.Item {
    switch row {
    case .model(let name):
      let kind = state.modelList.first { $0.name == name }?.kind ?? ""
      return List.Item(PrintableText(name, limit: 100).text, note: kind)
    case .solver(let name):
      let title = solvers.declarations.first { $0.name == name }?.title
      return List.Item(title ?? name, note: name)
    case .parameter(let parameter): return List.Item(state.text(of: parameter).label)
    }
  }

  /// A window that keeps the selection in its middle.
  func centered(_ selected: Int?, rows: Int) -> Int { max(0, (selected ?? 0) - rows / 2) }

  /// What the last line of a panel says.
  private func hint(for panel: Panel) -> (text: String, role: Role) {
    if let problem = problem(of: panel) { return (problem, .error) }
    if panel == .model, let loaded = state.launch?.loaded {
      return ("\(percent(loaded)) is loaded \(Glyph.separator) c stops it", .running)
    }
    guard let cursor = state.cursor(in: panel) else { return ("", .dim) }
    switch cursor {
    case .model: return (state.planModel.summary, .dim)
    case .solver:
      return (state.plan.declaration(.solver)?.summary ?? "", .dim)
    case .parameter(let parameter):
      let text = state.text(of: parameter)
      return (
        [text.range, text.summary].filter { !$0.isEmpty }.joined(separator: " \(Glyph.separator) "),
        .dim
      )
    }
  }

  /// Why the plan cannot run, in the panel where that can be changed.
  func problem(of panel: Panel) -> String? {
    guard let problem = state.forecast.problem else { return nil }
    return panel == (state.forecast.levels == nil ? .steps : .guidance) ? problem : nil
  }
}
