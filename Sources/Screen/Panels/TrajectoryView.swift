import Experiments
import Workbench

extension Drawing {
  /// The table of steps, and beside or below it plots where there is room.
  func drawTrajectory(in rect: Rect, of frame: inout Frame) {
    if rect.columns >= 56, rect.rows >= 5 {
      drawTrajectoryBeside(in: rect, of: &frame)
    } else {
      drawTrajectoryAbove(in: rect, of: &frame)
    }
  }

  private func drawTrajectoryBeside(in rect: Rect, of frame: inout Frame) {
    let width = max(22, rect.columns * 3 / 10)
    let table = rect.left(rect.columns - width - 2)
    drawStepTable(in: table, of: &frame)
    let line = Rect(
      column: table.column + table.columns, row: rect.row, columns: 1, rows: rect.rows)
    frame.fill(line, Cell(Glyph.vertical.scalar, look.style(.border)))
    let plots = rect.droppingLeft(rect.columns - width)
    let count = rect.rows >= 16 ? 2 : 1
    for (place, index) in state.plottedStatistics.prefix(count).enumerated() {
      let rows = plots.rows / count
      drawPlot(index, in: plots.droppingTop(place * rows).top(rows), of: &frame)
    }
  }

  private func drawTrajectoryAbove(in rect: Rect, of frame: inout Frame) {
    let (count, rows) = plots(in: rect.rows)
    drawStepTable(in: rect.top(rect.rows - count * (rows + 1)), of: &frame)
    for (place, index) in state.plottedStatistics.prefix(count).enumerated() {
      let below = rect.droppingTop(rect.rows - (count - place) * (rows + 1) + 1)
      drawPlot(index, in: below.top(rows), of: &frame)
    }
  }

  /// How many plots there are, and their rows, the line with the name included.
  private func plots(in rows: Int) -> (count: Int, rows: Int) {
    switch rows {
    case 28...: (2, max(7, rows / 4))
    case 20...: (1, rows * 2 / 5)
    case 13...: (1, rows / 2)
    default: (0, 0)
    }
  }

  private func drawStepTable(in rect: Rect, of frame: inout Frame) {
    let outline = state.outline
    let count = max(outline.foreseenRows, state.run?.records.count ?? 0)
    guard count > 0 else {
      return drawCentered(reasonForNoSteps, in: rect, of: &frame)
    }
    let columns = outline.statistics.indices.compactMap { index in
      let item = outline.statistics[index]
      return StepColumn(item, index: index, isPlotted: item.name == state.plottedNames.first)
    }
    let selected = state.run?.record == nil ? nil : state.run?.position
    let previous = centered(selected, rows: rect.rows - 1)
    // Of a thousand steps only the few in sight are worth formatting.
    let scrolled = state.lines(scrolledIn: .trajectory)
    let window = ListWindow(
      count: count, rows: rect.rows - 1, selected: selected, previous: previous,
      scrolled: scrolled)
    var rows = [[String]](repeating: [], count: count)
    for row in window.items {
      rows[row] = columns.map { $0.text(value(of: $0.index, at: row, outline)) }
    }
    var table = Table(
      columns: columns.map(\.column), rows: rows, selected: selected,
      isFocused: state.focus == .trajectory, previous: previous)
    table.scrolled = scrolled
    let records = state.run?.records ?? []
    table.troubled = Set(records.indices.filter { !records[$0].warnings.isEmpty })
    table.forks = forkedRows(count: count, outline)
    table.draw(in: rect, of: &frame, look: look)
    for (index, line) in window.lines(in: rect.droppingTop(1)) {
      frame.targets.append(Target(line, .step(index)))
    }
  }

  /// The rows after which another plan takes over.
  private func forkedRows(count: Int, _ outline: RunOutline) -> Set<Int> {
    guard !outline.forks.isEmpty else { return [] }
    return Set(
      (0..<count).filter { row in
        value(of: 0, at: row, outline).map { outline.forks.contains(Int($0)) } ?? false
      })
  }

  private var reasonForNoSteps: String {
    guard let problem = state.forecast.problem,
      let panel = Panel.settings.first(where: { $0.role == problem.role })
    else { return "No steps yet; \(state.key("run")) takes them." }
    return "No steps can be taken; see panel \(panel.rawValue)."
  }

  /// What is known of a step: what its record says, or what was foreseen.
  private func value(of statistic: Int, at row: Int, _ outline: RunOutline) -> Double? {
    if let run = state.run, run.records.indices.contains(row) {
      return run.records[row].values[statistic]
    }
    let foreseen = outline.foreseen[outline.statistics[statistic].name] ?? []
    return foreseen.indices.contains(row) ? foreseen[row] : nil
  }

  private func drawPlot(_ index: Int, in rect: Rect, of frame: inout Frame) {
    let item = state.outline.statistics[index]
    let statistic = item.statistic
    let unit = ["", statistic.symbol].contains(statistic.unit) ? "" : ", \(statistic.unit)"
    SpanLine(
      [Span(statistic.symbol + unit, .heading), Span("  \(statistic.summary)", .dim)]
    ).draw(in: rect.line(0), of: &frame, look: look)
    let place = rect.droppingTop(1)
    guard let run = state.run else {
      return drawCentered(
        "\(state.key("run")) runs the plan; \(state.key("plot")) plots another number.", in: place,
        of: &frame)
    }
    let values = run.records.map { $0.values[index] }
    guard values.contains(where: { $0 != nil }) else {
      return drawCentered(reasonForNothing(item), in: place, of: &frame)
    }
    let truth = item.truth.flatMap(run.outline.index).map { truth in
      LinePlot.Series(
        run.outline.statistics[truth].statistic.symbol,
        values: run.records.map { $0.values[truth] }, role: .plotOther)
    }
    let strips = LinePlot(
      [LinePlot.Series(statistic.symbol, values: values)] + [truth].compactMap { $0 },
      places: run.records.map(\.step),
      count: (run.outline.steps ?? 0) + 1, marked: run.position, forks: run.outline.forks
    ).draw(in: place, of: &frame, look: look)
    frame.targets += strips.enumerated().map { Target($1, .step($0)) }
  }

  private func reasonForNothing(_ item: RunStatistic) -> String {
    if let obstacle = state.run?.obstacles[item.name] { return obstacle }
    guard let delay = item.delay else {
      return "Not known in this run yet.\ng plots another number."
    }
    return state.isRunActive ? delay.whileActive : delay.afterwards
  }
}
