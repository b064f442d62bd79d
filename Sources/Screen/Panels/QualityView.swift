import Quickstep
import Workbench

extension Drawing {
  /// How good the finished batch is, each number beside what fresh true samples score.
  func drawQuality(in rect: Rect, of frame: inout Frame) {
    guard let results = state.run?.metrics, !results.isEmpty else {
      return drawCentered(qualityObstacle, in: rect, of: &frame)
    }
    guard rect.columns >= 30 else { return drawNarrowQuality(results, in: rect, of: &frame) }
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

  /// Each metric in two lines: its name, and below it value and floor.
  private func drawNarrowQuality(
    _ results: [MetricResult], in rect: Rect, of frame: inout Frame
  ) {
    let place = NumberPlace(whole: 3, rest: min(6, rect.columns / 2 - 3))
    var rest = rect
    func draw(_ value: String, _ floor: String, _ role: Role) {
      let (left, right) = (rest.line(0).left(place.width), rest.line(0).droppingLeft(place.width))
      frame.write(value, in: left, style: look.style(role))
      frame.write(floor, in: right, style: look.style(role == .heading ? role : .dim))
      rest = rest.droppingTop(1)
    }
    draw(
      rightAligned("value", width: place.headingEnd),
      rightAligned("floor", width: place.headingEnd), .heading)
    for result in results {
      let format = result.metric.format
      frame.write(name(result.metric), in: rest.line(0), style: look.style(.text))
      rest = rest.droppingTop(1)
      draw(
        format.text(result.value, in: place), format.text(result.floor, in: place), .exact)
    }
    drawFloorNote(in: rest.droppingTop(1), of: &frame)
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
