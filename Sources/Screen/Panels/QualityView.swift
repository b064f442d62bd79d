import Quickstep
import Workbench

extension Drawing {
  /// How good the finished batch is, each number beside what fresh true samples score.
  func drawQuality(in rect: Rect, of frame: inout Frame) {
    guard let results = state.run?.metrics, !results.isEmpty else {
      return drawCentered(qualityObstacle, in: rect, of: &frame)
    }
    let nameWidth = max(8, rect.columns - 2 * NumberPlace.any.width - 2)
    let table = Table(
      columns: [
        Table.Column("", width: nameWidth, alignment: .left, importance: 3),
        Table.Column("value", numbers: .any, importance: 2),
        Table.Column("floor", numbers: .any, importance: 1),
      ],
      rows: results.map { result in
        let format = result.metric.format
        return [
          name(result.metric), format.text(result.value, in: .any),
          format.text(result.floor, in: .any),
        ]
      })
    table.draw(
      in: Rect(
        column: rect.column - 2, row: rect.row, columns: rect.columns + 2, rows: rect.rows),
      of: &frame, look: look)
    drawFloorNote(in: rect.droppingTop(results.count + 1), of: &frame)
  }

  private func drawFloorNote(in rect: Rect, of frame: inout Frame) {
    Paragraph("floor: what fresh true samples score", role: .dim)
      .draw(in: rect, of: &frame, look: look)
  }

  /// The first metrics in one line, for where the panel has no place.
  func drawQualityLine(in line: Rect, of frame: inout Frame) {
    guard let results = state.run?.metrics, !results.isEmpty else {
      frame.write(qualityObstacle, in: line, style: look.style(.dim))
      return
    }
    let texts = results.map { result in
      let format = result.metric.format
      return "\(name(result.metric)) \(format.text(result.value)) "
        + "(floor \(format.text(result.floor)))"
    }
    var shown = texts[0]
    for text in texts.dropFirst() where cellWidth(shown) + 3 + cellWidth(text) <= line.columns {
      shown += "   " + text
    }
    frame.write(shown, in: line, style: look.style(.exact))
  }

  private func name(_ metric: Metric) -> String {
    metric.unit.isEmpty ? metric.symbol : "\(metric.symbol), \(metric.unit)"
  }

  private var qualityObstacle: String {
    if let obstacle = state.run?.outline.qualityObstacle { return obstacle }
    return switch state.run?.status {
    case nil: "Quality is measured at the end of a run."
    case .running, .paused: "Quality is measured at the end of the run."
    case .finished:
      state.run?.metrics == nil ? "Quality is being measured." : "No metric applies to this model."
    case .cancelled: "The run was cancelled before its end."
    case .failed: "The run failed before its end."
    }
  }
}
