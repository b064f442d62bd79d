import Experiments
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
    guard let role = panel.role, let listed = state.family.listWord(role) else {
      place = place.top(place.rows - drawCurve(of: panel, below: place, of: &frame))
      return drawPlaces(rows.places, of: panel, in: place, of: &frame)
    }
    let note = state.forecast.notes[role]
    let detail = detailRows(listed, role, hasNote: note != nil, available: place.rows)
    drawOptions(rows.options, of: panel, listed, in: place.top(place.rows - detail), of: &frame)
    var below = place.droppingTop(place.rows - detail)
    if detail > 4 { below = below.droppingTop(1) }
    if let note {
      frame.write(note, in: below, style: look.style(.dim))
      below = below.droppingTop(1)
    }
    drawPlaces(rows.places, of: panel, in: below, of: &frame)
  }

  /// The curve of a series in the last rows of the panel, where it stays while its elements are
  /// edited; the cursor's bar is lit.
  /// - Returns: the rows that it takes.
  private func drawCurve(of panel: Panel, below rect: Rect, of frame: inout Frame) -> Int {
    guard series(of: panel) != nil else { return 0 }
    let rows = rect.rows >= 14 ? 3 : rect.rows >= 5 ? 1 : 0
    let marked = state.focus == panel ? state.selectedPlace?.element : nil
    curve(of: panel, marked: marked)
      .draw(in: rect.droppingTop(rect.rows - rows), of: &frame, look: look)
    return rows
  }

  /// The numbers of a series as bars; infinity is as high as the highest other number. 0 has no place
  /// on a logarithmic scale and so no bar.
  func curve(of panel: Panel, marked: Int? = nil) -> Sparkline {
    let values = series(of: panel)?.values ?? []
    let highest = values.lazy.filter(\.isFinite).max() ?? 1
    return Sparkline(
      values.map { min($0, highest) }, scale: .logarithm, role: .bar, marked: marked)
  }

  /// Rows below a list, the same for every choice, so that nothing moves while choosing.
  private func detailRows(
    _ listed: Word, _ role: Experiments.Role, hasNote: Bool, available: Int
  ) -> Int {
    let others = state.family.words.count { $0.roles.contains(role) && $0.key != listed.key }
    let knobs =
      switch listed.form {
      case .component(let options): options.declarations.map(\.knobs.count).max() ?? 0
      case .named(let declaration): declaration.knobs.count
      case .value: 0
      }
    return min(others + knobs + (hasNote ? 1 : 0) + 1, available * 2 / 5)
  }

  private func drawOptions(
    _ options: [Row], of panel: Panel, _ listed: Word, in rect: Rect, of frame: inout Frame
  ) {
    guard !options.isEmpty else {
      Paragraph("Nothing in the list has these letters.", role: .dim)
        .draw(in: rect, of: &frame, look: look)
      return
    }
    let chosen = state.chosen(in: panel).map(Row.option)
    let selected = chosen.flatMap(options.firstIndex)
    let isFocused = panel == state.focus && state.cursor == chosen
    let items = options.map { item($0, of: panel, listed) }
    let line = HeadedLines(items.map(\.group), rows: rect.rows).line(of: selected)
    var list = List(
      items, selected: selected, isFocused: isFocused,
      previous: centered(line, rows: rect.rows))
    list.scrolled = state.lines(scrolledIn: panel)
    let window = list.draw(in: rect, of: &frame, look: look)
    let headed = HeadedLines(items.map(\.group), rows: rect.rows)
    for (index, line) in window.lines(in: rect) {
      guard case .item(let item) = headed.lines[index] else { continue }
      frame.targets.append(Target(line, .row(panel, options[item])))
    }
  }

  private func item(_ row: Row, of panel: Panel, _ listed: Word) -> List.Item {
    switch row {
    case .option(let name) where panel == .model:
      let kind = state.modelList.first { $0.name == name }?.kind ?? ""
      return List.Item(PrintableText(name, limit: 100).text, note: kind)
    case .option(let name):
      guard let declaration = listed.options?.declarations.first(where: { $0.name == name }) else {
        return List.Item(name, note: "saved", group: SavedChoice.group)
      }
      return List.Item(declaration.title, note: name, group: declaration.group?.title)
    case .place(let place): return List.Item(state.text(of: place).label)
    }
  }

  /// A window that keeps the selection in its middle.
  func centered(_ selected: Int?, rows: Int) -> Int { max(0, (selected ?? 0) - rows / 2) }

  /// What the last line of a panel says.
  private func hint(for panel: Panel) -> (text: String, role: Role) {
    if let problem = problem(of: panel) { return (problem, .error) }
    if panel == .model, let loaded = state.launch?.loaded {
      return (
        "\(percent(loaded)) is loaded \(Glyph.separator) \(state.key("cancel")) stops it", .running
      )
    }
    guard let cursor = state.cursor(in: panel) else { return ("", .dim) }
    switch cursor {
    case .option:
      let word = panel.role.flatMap(state.family.listWord)?.key ?? ""
      return (state.text(of: Place(word)).summary, .dim)
    case .place(let place):
      let text = state.text(of: place)
      return (
        [text.range, text.summary].filter { !$0.isEmpty }.joined(separator: " \(Glyph.separator) "),
        .dim
      )
    }
  }

  /// Why the sentence cannot run, in the panel where that can be changed.
  func problem(of panel: Panel) -> String? {
    guard let problem = state.forecast.problem, problem.role == panel.role else { return nil }
    return problem.text
  }
}
