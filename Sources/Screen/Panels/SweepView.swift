import Experiments
import Workbench

// The panel of a sweep: what it costs, the map of its cells, their front, and one sentence.
extension Drawing {
  private var sweep: SweepState { state.sweep }

  /// The measure that cells are judged by.
  var sweepTitle: String? {
    guard let measure = sweep.measure else { return nil }
    return "Sweep \(Glyph.separator) \(measure.label)"
  }

  /// How far it is, the longest first.
  var sweepNotes: [String] {
    guard let results = sweep.results else { return [] }
    let all = results.plan.sentences.count
    let done = rightAligned("\(results.cellsDone)", width: String(all).count)
    let cells = "\(done)/\(all) cells"
    let left = sweep.secondsLeft.map { "\(duration($0)) left" }
    let word: String? =
      switch sweep.status {
      case .paused: "paused"
      case .cancelled: "cancelled"
      default: left
      }
    let shared = sweep.weight.flatMap { $0.shared > 0 ? "\(percent($0.shared)) shared" : nil }
    func note(_ parts: String?...) -> String { parts.compactMap { $0 }.joined(separator: "  ") }
    return [note(cells, word, shared), note(cells, word), cells]
  }

  func drawSweep(in rect: Rect, of frame: inout Frame) {
    guard let results = sweep.results, let standing = sweep.standing else {
      return drawSweepAhead(in: rect, of: &frame)
    }
    let measure = standing.measure
    let sentence = standing.sentence(state.family) ?? "No cell has run yet."
    let lines = Paragraph(sentence).lines(width: rect.columns).prefix(2)
    var rest = rect
    for (index, line) in lines.enumerated() {
      frame.write(
        line, in: rect.line(rect.rows - lines.count + index), style: look.style(.accent))
    }
    rest = rest.top(rest.rows - lines.count)
    drawCell(results, measure, on: rest.line(rest.rows - 1), of: &frame)
    rest = rest.top(rest.rows - 1)
    switch sweep.view {
    case .map:
      let map = SweepMap(sweep, results, standing, surface: surface, look: look)
      let width = min(map.width, rest.columns)
      let isBeside = rest.columns - width >= 34 && rest.rows >= 6
      map.draw(in: isBeside ? rest.left(width) : rest, of: &frame, isFocused: isSweepFocused)
      if isBeside {
        drawFront(results, standing, in: rest.droppingLeft(width + 2), of: &frame)
      }
    case .front: drawFront(results, standing, in: rest, of: &frame)
    case .pictures: drawCellPictures(results, in: rest, of: &frame)
    }
  }

  private var isSweepFocused: Bool { state.focus == .sweep }

  /// What the cell with the cursor scores.
  private func drawCell(
    _ results: SweepResults, _ measure: Statistic, on line: Rect, of frame: inout Frame
  ) {
    let cell = sweep.cursor
    let title = results.plan.sweep.title(of: cell, state.family)
    guard results.failure(of: cell) == nil else {
      frame.write("\(title): \(results.failure(of: cell)!)", in: line, style: look.style(.error))
      return
    }
    var parts = [Span("\(Glyph.marker) \(title)  ", .text)]
    if let score = results.score(cell, measure.name) {
      parts.append(
        Span("\(measure.text(score.mean)) \(Glyph.plusMinus)\(spreadText(score.spread))", .exact))
      if let floor = score.floor {
        parts.append(
          Span(
            "  floor \(measure.text(floor.mean)) \(Glyph.plusMinus)\(spreadText(floor.spread))",
            .dim))
      }
      if score.draws.count > 1 { parts.append(Span("  \(score.draws.count) seeds", .dim)) }
    }
    if let budget = results.budget(of: cell) {
      parts.append(Span("  \(budget) \(results.plan.budget.unit)", .dim))
    }
    if let seconds = results.seconds(of: cell) {
      parts.append(Span("  \(format(seconds * 1000)) ms", .dim))
    }
    SpanLine(parts).draw(in: line, of: &frame, look: look)
  }

  private func drawFront(
    _ results: SweepResults, _ standing: SweepStanding, in rect: Rect, of frame: inout Frame
  ) {
    SweepFront(
      standing: standing, cursor: sweep.cursor, unit: results.plan.budget.unit, look: look
    ).draw(in: rect, of: &frame)
  }

  /// What cells have made, beside each other.
  private func drawCellPictures(_ results: SweepResults, in rect: Rect, of frame: inout Frame) {
    let across = results.plan.sweep.axes.last?.rows.count ?? 1
    let width = max(10, min(24, rect.columns / max(1, across)))
    let height = max(5, width / 2)
    let columns = max(1, rect.columns / width), rows = max(1, rect.rows / height)
    let page = sweep.cursor / (columns * rows)
    for place in 0..<columns * rows {
      let cell = page * columns * rows + place
      guard cell < results.plan.sentences.count else { return }
      let tile = Rect(
        column: rect.column + place % columns * width, row: rect.row + place / columns * height,
        columns: width - 1, rows: height)
      let style = look.style(cell == sweep.cursor ? .selection : .dim)
      frame.write(
        results.plan.sweep.title(of: cell, state.family), in: tile.line(0), style: style)
      guard let preview = sweep.previews[cell] else { continue }
      drawCell(preview, in: tile.droppingTop(1), of: &frame)
    }
  }

  /// A preview of a cell, without axes.
  func drawCell(_ preview: Preview, in rect: Rect, of frame: inout Frame) {
    let box = sweep.outline?.bounds.flatMap { bounds in
      bounds.count >= 2 ? ViewBox(x: bounds[0], y: bounds[1]) : nil
    }
    if case .points(let points) = preview {
      surface.draw(Scatter(points, view: box ?? ViewBox(around: [points])), in: rect, of: &frame)
      return
    }
    PreviewDrawing(
      surface: surface, look: look, box: box ?? ViewBox(x: 0...1, y: 0...1), page: 0,
      field: { _ in nil }
    ).draw(preview, in: rect, of: &frame)
  }

  /// What is to come, or how to make a sweep.
  private func drawSweepAhead(in rect: Rect, of frame: inout Frame) {
    var lines = AxisSide.allCases.compactMap { side in
      sweep.axes[side].map {
        "\(side.rawValue)  \($0.name)  \(PrintableText($0.rows.map { $0.joined(separator: " @ ") }.joined(separator: $0.places.count > 1 ? ", " : " "), limit: 200).text)"
      }
    }
    if lines.isEmpty {
      return drawCentered(
        "No axes yet.\n\(state.key("axis-x")) on a value varies it across, \(state.key("axis-y")) down; "
          + "\(state.key("sweep")) shows what the sweep costs.",
        in: rect, of: &frame)
    }
    lines.append(
      "seeds \(sweep.seeds) (\(state.key("seeds"))), near the best within "
        + "\(format(sweep.tolerance * 100)) % (\(state.key("tolerance")))")
    lines.append("")
    switch sweep.status {
    case .weighing: lines.append("Every cell is looked at.")
    case .failed(let reason): lines.append(reason)
    default:
      if let weight = sweep.weight {
        lines += weightLines(weight)
      } else {
        lines.append("\(state.key("sweep")) shows what this sweep costs.")
      }
    }
    var row = 0
    for line in lines {
      for part in Paragraph(line).lines(width: rect.columns) {
        frame.write(part, in: rect.line(row), style: look.style(.text))
        row += 1
      }
      if line.isEmpty { row += 1 }
    }
  }
}
