import Quickstep
import Workbench

extension Drawing {
  /// How good the finished batch is, each number beside what fresh true samples score.
  func drawQuality(in rect: Rect, of frame: inout Frame) {
    guard let results = state.run?.metrics else {
      return drawCentered(qualityObstacle, in: rect, of: &frame)
    }
    guard !results.isEmpty else {
      return drawCentered("No metric applies to this model.", in: rect, of: &frame)
    }
    let nameWidth = max(8, rect.columns - 24)
    let table = Table(
      columns: [
        Table.Column("", width: nameWidth, alignment: .left, importance: 3),
        Table.Column("value", width: 10, importance: 2),
        Table.Column("true", width: 10, importance: 1),
      ],
      rows: results.map { result in
        [name(result.metric), text(result.value, result), text(result.floor, result)]
      })
    table.draw(
      in: Rect(
        column: rect.column - 2, row: rect.row, columns: rect.columns + 2, rows: rect.rows),
      of: &frame, look: look)
  }

  private func name(_ metric: Metric) -> String {
    metric.unit.isEmpty ? metric.symbol : "\(metric.symbol), \(metric.unit)"
  }

  private func text(_ value: Double, _ result: MetricResult) -> String {
    switch result.metric.format {
    case .count: value.isFinite ? "\(Int(value))" : "-"
    case .significant: format(value, width: 9, whole: 3)
    case .share: format(value * 100, width: 9, whole: 3)
    }
  }

  private var qualityObstacle: String {
    switch state.run?.status {
    case nil: "Measured at the end of a run: press r."
    case .running, .paused: "Measured at the end of the run."
    case .finished: "Being measured."
    case .cancelled: "The run was cancelled before its end."
    case .failed: "The run failed before its end."
    }
  }
}
