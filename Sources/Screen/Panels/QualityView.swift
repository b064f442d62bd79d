import Experiments
import Runs
import Workbench

extension Drawing {
  /// How good the finished batch is, each score beside what fresh true samples get, and what has to
  /// be known to read them.
  func drawQuality(in rect: Rect, of frame: inout Frame) {
    guard let results = state.shownScores, !results.isEmpty else {
      return drawCentered(qualityObstacle, in: rect, of: &frame)
    }
    guard rect.columns >= 30 else { return drawNarrowQuality(results, in: rect, of: &frame) }
    // The table keeps two cells for a marker that it has no use for here.
    let place = Rect(
      column: rect.column - 2, row: rect.row, columns: rect.columns + 2, rows: rect.rows)
    let widths = QualityWidths(state.outline.measures, columns: rect.columns)
    Table(
      columns: [
        Table.Column("", width: widths.name, alignment: .left, importance: 5),
        Table.Column("value", width: widths.value, importance: 4),
        Table.Column("", width: widths.spread, alignment: .left, importance: 3),
        Table.Column("floor", width: widths.value, importance: 2),
        Table.Column("", width: widths.spread, alignment: .left, importance: 1),
      ],
      rows: results.map { result in
        [result.statistic.label]
          + [result.value, result.floor].flatMap { estimate in
            [widths.text(estimate.mean), "\(Glyph.plusMinus)\(spreadText(estimate.spread))"]
          }
      }
    ).draw(in: place, of: &frame, look: look)
    var below = rect.droppingTop(results.count + 1)
    for note in qualityNotes(results) {
      let lines = Paragraph(note.text, role: note.role)
      lines.draw(in: below, of: &frame, look: look)
      below = below.droppingTop(lines.lines(width: below.columns).count)
    }
  }

  private func qualityNotes(_ results: [Score]) -> [(text: String, role: Role)] {
    let notes = ScoreNote.all(of: results).map { note in
      switch note {
      case .tooFewSamples: ("\(note)", Role.warning)
      case .aheadOfFloor: ("\(note)", Role.dim)
      }
    }
    return notes + [("floor: what fresh true samples score", .dim)]
  }

  /// Each metric in three lines: its name, its value, and the floor.
  private func drawNarrowQuality(
    _ results: [Score], in rect: Rect, of frame: inout Frame
  ) {
    var rest = rect
    func draw(_ text: String, _ role: Role) {
      frame.write(text, in: rest.line(0), style: look.style(role))
      rest = rest.droppingTop(1)
    }
    for note in ScoreNote.all(of: results) {
      guard case .tooFewSamples = note else { continue }
      let lines = Paragraph("\(note)", role: .warning)
      lines.draw(in: rest, of: &frame, look: look)
      rest = rest.droppingTop(lines.lines(width: rest.columns).count)
    }
    draw("value and floor", .dim)
    for result in results {
      draw(result.statistic.label, .text)
      draw("  \(brief(result.value, result))", .exact)
      draw("  \(brief(result.floor, result))", .dim)
    }
  }

  /// The first metrics in one line, for where the panel has no place.
  func drawQualityLine(in line: Rect, of frame: inout Frame) {
    guard let results = state.shownScores, !results.isEmpty else {
      frame.write(qualityObstacle, in: line, style: look.style(.dim))
      return
    }
    let isShort = results[0].samples < results[0].samplesNeeded
    var texts = results.map { result in
      "\(result.statistic.label) \(brief(result.value, result))"
        + (isShort ? "" : " (floor \(brief(result.floor, result)))")
    }
    if isShort { texts[0] += ", too few samples (\(results[0].samples))" }
    var shown = texts[0]
    for text in texts.dropFirst() where cellWidth(shown) + 3 + cellWidth(text) <= line.columns {
      shown += "   " + text
    }
    frame.write(shown, in: line, style: look.style(.exact))
  }

  private func brief(_ estimate: Estimate, _ result: Score) -> String {
    result.statistic.text(estimate.mean)
      + " \(Glyph.plusMinus)\(spreadText(estimate.spread))"
  }

  private var qualityObstacle: String {
    if let finding = state.run?.finding { return state.findingHint + finding.text }
    if let obstacle = state.run?.outline.qualityObstacle ?? state.run?.obstacles[qualityName] {
      return obstacle
    }
    return switch state.run?.status {
    case nil: "Quality is measured at the end of a run."
    case .running, .paused: "Quality is measured at the end of the run."
    case .finished:
      state.run?.scores == nil ? "Quality is being measured." : "No metric applies to this model."
    case .cancelled: "The run was cancelled before its end."
    case .failed: "The run failed before its end."
    }
  }
}

/// The widths of the columns of scores.
private struct QualityWidths {
  let name, value, spread: Int
  /// Cells before the point.
  private let whole: Int

  init(_ measures: [Statistic], columns: Int) {
    let longest = measures.map { cellWidth($0.label) }.max() ?? 0
    (value, whole, spread) = (8, 3, 6)
    // Where not even the floor has room, name and value remain.
    name = min(longest, max(8, columns - 2 * value - spread - 3))
  }

  func text(_ value: Double) -> String {
    NumberPlace(whole: whole, rest: self.value - whole).text(value)
  }
}
