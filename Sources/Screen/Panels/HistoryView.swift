import Experiments
import Workbench

// The runs that were kept.
extension Drawing {
  /// What the title line says: `41 of 1,204`, and the order.
  var historyNotes: [String] {
    guard let runs = state.kept.runs else { return [] }
    let total = grouped(state.kept.total)
    let count = runs.count == state.kept.total ? total : "\(grouped(runs.count)) of \(total)"
    let marks = state.kept.marks.isEmpty ? "" : "\(grouped(state.kept.marks.count)) marked  "
    let order = state.kept.order
    let name = order.name ?? (order.direction == .falling ? "newest" : "oldest")
    let arrow = order.name == nil ? "" : order.direction == .rising ? " up" : " down"
    return ["\(marks)by \(name)\(arrow)  \(count)", "\(marks)\(count)", count]
  }

  /// The filter, the list, and below it what is known of the run under the cursor.
  func drawHistory(in rect: Rect, of frame: inout Frame) {
    drawHistoryFilter(in: rect.line(0), of: &frame)
    let body = rect.droppingTop(1)
    guard let runs = state.kept.runs else {
      return drawCentered("Reading the history…", in: body, of: &frame)
    }
    guard !runs.isEmpty else {
      let text =
        state.kept.problem
        ?? (state.kept.filter.isEmpty
          ? "Nothing has been kept yet.\nEvery run that ends is kept; \(state.key("run")) runs the plan."
          : "No run fits. / changes the filter.")
      return drawCentered(text, in: body, of: &frame)
    }
    let detailRows = body.rows >= 9 ? min(10, body.rows / 3) : 0
    drawKeptRuns(runs, in: body.top(body.rows - detailRows), of: &frame)
    if detailRows > 0 {
      drawKeptRun(in: body.droppingTop(body.rows - detailRows), of: &frame)
    }
  }

  private func drawHistoryFilter(in line: Rect, of frame: inout Frame) {
    if state.focus == .history, case .filter(let input) = state.open {
      TextField(
        prompt: "/ ", text: input.text, cursor: input.cursor,
        placeholder: "err<1e-3 nfe<=8 solver~unipc tag:keep"
      ).draw(in: line, of: &frame, look: look)
    } else {
      frame.write("/ \(state.kept.filter)", in: line, style: look.style(.dim))
    }
  }

  private func drawKeptRuns(_ runs: [Int64], in rect: Rect, of frame: inout Frame) {
    let window = ListWindow(
      count: runs.count, rows: rect.rows - 1, selected: state.kept.cursor,
      previous: state.kept.cursor - rect.rows / 2)
    let body = rect.droppingTop(1)
    let widths = KeptRunWidths(
      window.items.compactMap { state.kept.rows[runs[$0]] }, columns: rect.columns)
    frame.write(widths.heading, in: rect.line(0).droppingLeft(2), style: look.style(.heading))
    for (index, line) in window.drawNotes(in: body, of: &frame, look: look) {
      let run = runs[index]
      var style = look.style(.text)
      if index == state.kept.cursor {
        style = look.style(state.focus == .history ? .selection : .selectionIdle)
        frame.fill(line, Cell(" ", style))
        frame.write(Glyph.marker.description, in: line, style: style)
      }
      if state.kept.marks.contains(run) {
        frame.write("*", in: line.droppingLeft(1).left(1), style: style)
      }
      guard let kept = state.kept.rows[run] else { continue }
      frame.write(widths.text(kept), in: line.droppingLeft(2), style: style)
    }
  }

  /// The run line, scores and tags of the run under the cursor, and its picture.
  private func drawKeptRun(in rect: Rect, of frame: inout Frame) {
    if let problem = state.kept.problem {
      Paragraph("! \(problem)", role: .warning).draw(in: rect, of: &frame, look: look)
      return
    }
    guard let kept = state.kept.selectedRow else { return }
    var place = rect
    if rect.columns >= 48, rect.rows >= 3, let run = state.kept.selected,
      let pictures = state.kept.thumbnails[run] ?? nil
    {
      let width = min(rect.columns / 3, rect.rows * 2 + 2)
      PicturesView(pictures: pictures, surface: surface, look: look, page: 0)
        .draw(in: rect.droppingLeft(rect.columns - width), of: &frame)
      place = rect.left(rect.columns - width - 1)
    }
    var lines: [(text: String, role: Role)] = []
    func add(_ text: String, _ role: Role) {
      for line in Paragraph(text).lines(width: place.columns) { lines.append((line, role)) }
    }
    let row = kept.row
    add("#\(row.number)  \(localTime(row.made))  \(row.end.word)", .heading)
    if !row.end.reason.isEmpty { add(PrintableText(row.end.reason).text, .error) }
    for score in row.scores.prefix(3) {
      add(
        "\(score.name) \(format(score.value.mean)) \(Glyph.plusMinus)\(spreadText(score.value.spread))"
          + "  floor \(format(score.floor.mean))", .text)
    }
    if !row.tags.isEmpty { add("tags \(row.tags.joined(separator: ", "))", .text) }
    add(PrintableText(row.line, limit: 600).text, .dim)
    for (index, line) in lines.prefix(place.rows).enumerated() {
      frame.write(line.text, in: place.line(index), style: look.style(line.role))
    }
  }

  func draw(_ draft: TagDraft, in body: Rect, of frame: inout Frame) {
    let runs = draft.runs.count == 1 ? "run \(draft.runs[0])" : "\(draft.runs.count) runs"
    let title =
      switch draft.deed {
      case .put: "Tag \(runs)"
      case .take: "Take a tag from \(runs)"
      }
    let place = Popup(title, content: Size(columns: min(50, body.columns - 4), rows: 2)).draw(
      in: body, of: &frame, look: look)
    TextField(
      prompt: "tag ", text: draft.input.text, cursor: draft.input.cursor,
      placeholder: "a word; tag:WORD finds it"
    ).draw(in: place, of: &frame, look: look)
  }
}

/// The columns of kept runs, as wide as what is shown needs.
private struct KeptRunWidths {
  private let spent: Int
  private let total: Int
  /// The name of the first score.
  private let score: String

  init(_ runs: [KeptRun], columns: Int) {
    spent = runs.map { cellWidth(Self.spent($0)) }.max() ?? 0
    total = columns - 2
    score = runs.lazy.compactMap { $0.row.scores.first?.name }.first ?? ""
  }

  private static func spent(_ run: KeptRun) -> String {
    "\(shortCount(run.row.spent)) \(run.row.unit)"
  }

  /// Its end, its sentence, what it spent, its error and its first score.
  func text(_ run: KeptRun) -> String {
    let end =
      switch run.row.end {
      case .finished: "\(Glyph.check)"
      case .stopped: "-"
      case .failed: "!"
      }
    let numbers = numbers(run)
    let room = max(4, total - 3 - cellWidth(numbers))
    let sentence = clipped(
      run.mentions.joined(separator: " \(Glyph.separator) "), to: room)
    return "\(end) \(leftAligned(sentence, width: room)) \(numbers)"
  }

  /// What stands over the numbers.
  var heading: String {
    let error = total >= 50 ? "   error" : ""
    let end = spent + cellWidth(error) + (total >= 64 ? 15 : 0)
    let score = total >= 64 ? "  " + leftAligned(clipped(score, to: 13), width: 13) : ""
    return "  " + leftAligned("run", width: total - 3 - end) + " "
      + rightAligned("spent", width: spent) + error + score
  }

  private func numbers(_ run: KeptRun) -> String {
    let spent = rightAligned(Self.spent(run), width: spent)
    guard total >= 50 else { return spent }
    let error = NumberPlace(whole: 2, rest: 5).text(run.row.numbers["error"])
    let score = run.row.scores.first.map { score in
      "\(NumberPlace(whole: 2, rest: 5).text(score.value.mean)) "
        + leftAligned("\(Glyph.plusMinus)\(spreadText(score.value.spread))", width: 6)
    }
    return "\(spent) \(error)"
      + (total >= 64 ? " " + (score ?? leftAligned("     -", width: 14)) : "")
  }
}

/// A count with commas: `1,204`.
private func grouped(_ count: Int) -> String {
  var digits = String(count)
  var parts: [Substring] = []
  while digits.count > 3 {
    parts.insert(digits.suffix(3), at: 0)
    digits.removeLast(3)
  }
  return ([digits[...]] + parts).joined(separator: ",")
}
