import Quickstep
import Workbench

extension Drawing {
  /// The table of steps, and below it plots where there is room.
  func drawTrajectory(in rect: Rect, of frame: inout Frame) {
    let (count, rows) = plots(in: rect.rows)
    drawStepTable(in: rect.top(rect.rows - count * (rows + 1)), of: &frame)
    for (index, statistic) in state.plottedStatistics.prefix(count).enumerated() {
      let below = rect.droppingTop(rect.rows - (count - index) * (rows + 1) + 1)
      drawPlot(statistic, in: below.top(rows), of: &frame)
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
    let columns = stepColumns
    let levels = state.run?.start.grid.levels ?? state.forecast.levels ?? []
    guard !levels.isEmpty else {
      return drawCentered("No noise levels; see panel 3.", in: rect, of: &frame)
    }
    let records = state.run?.records ?? []
    let selected = state.run?.record == nil ? nil : state.run?.position
    let previous = centered(selected, rows: rect.rows - 1)
    // Of a thousand steps only the few in sight are worth formatting.
    let window = ListWindow(
      count: levels.count, rows: rect.rows - 1, selected: selected, previous: previous)
    var rows = [[String]](repeating: [], count: levels.count)
    for index in window.items {
      rows[index] = columns.map { column in
        column.text(
          records.indices.contains(index)
            ? column.statistic.value(records[index])
            : foreseen(column.statistic, step: index, level: levels[index]))
      }
    }
    Table(
      columns: columns.map(\.column), rows: rows, selected: selected,
      isFocused: state.focus == .trajectory, previous: previous
    ).draw(in: rect, of: &frame, look: look)
  }

  /// What is known of a step before it is done: its level.
  private func foreseen(_ statistic: Statistic, step: Int, level: NoiseLevel) -> Double? {
    switch statistic.name {
    case "step", "t", "sigma", "lambda":
      statistic.value(
        StepRecord(step: step, level: level, evaluations: 0, stateRMS: 0, stateMaximum: 0))
    default: nil
    }
  }

  private var stepColumns: [StepColumn] {
    let steps = state.run?.stepCount ?? state.plan.steps
    let cost = state.run?.start.evaluations ?? state.forecast.evaluations ?? 0
    let plan = state.run?.plan ?? state.plan
    return statistics.compactMap { statistic in
      switch statistic.name {
      case "clipped" where plan.clip.name == "none": nil
      case "guidance" where plan.guidance.name == "none": nil
      default:
        StepColumn(
          statistic, largest: max(steps, statistic.name == "nfe" ? cost : 0),
          isPlotted: statistic.name == state.plotted[0])
      }
    }
  }

  private func drawPlot(_ statistic: Statistic, in rect: Rect, of frame: inout Frame) {
    let unit = statistic.unit.isEmpty ? "" : ", \(statistic.unit)"
    SpanLine(
      [Span(statistic.symbol + unit, .heading), Span("  \(statistic.summary)", .dim)]
    ).draw(in: rect.line(0), of: &frame, look: look)
    let place = rect.droppingTop(1)
    guard let run = state.run else {
      return drawCentered("r runs the plan; g plots another number.", in: place, of: &frame)
    }
    let values = run.records.map { statistic.value($0) }
    guard values.contains(where: { $0 != nil }) else {
      return drawCentered(reasonForNothing(statistic), in: place, of: &frame)
    }
    LinePlot(
      [LinePlot.Series(statistic.symbol, values: values)], count: run.stepCount + 1,
      marked: run.position
    ).draw(in: place, of: &frame, look: look)
  }

  private func reasonForNothing(_ statistic: Statistic) -> String {
    guard statistic.name == "error" else {
      return "Not known in this run yet.\ng plots another number."
    }
    if let obstacle = state.run?.pathObstacle { return obstacle }
    return state.isRunActive
      ? "Comes when the run waits or ends." : "The exact path is being solved."
  }
}
