import Experiments
import Runs
import Workbench

// The values of an axis being typed or picked.
extension Drawing {
  func draw(_ draft: AxisDraft, in body: Rect, of frame: inout Frame) {
    let options = draft.options
    let list = min(options.count, 12)
    let size = Size(columns: min(78, body.columns - 4), rows: options.isEmpty ? 4 : list + 4)
    let place = Popup(
      "\(draft.side.rawValue) axis: \(draft.title)",
      note: draft.partner.map { "\(draft.values.count) of \($0.rows.count) values" }
        ?? "\(draft.values.count) values",
      content: size
    ).draw(in: body, of: &frame, look: look)
    TextField(
      prompt: "", text: draft.input.text, cursor: draft.input.cursor,
      placeholder: "values with commas"
    ).draw(in: place, of: &frame, look: look)
    frame.write(
      options.isEmpty
        ? "4..16:2 counts in steps, 1e-3..1*10 in factors; commas between values"
        : "commas between values; down and space pick them",
      in: place.line(2), style: look.style(.dim))
    if draft.partner != nil {
      let rows = draft.joinedRows.joined(separator: ", ")
      frame.write(
        PrintableText(rows, limit: 400).text, in: place.line(1), style: look.style(.exact))
    }
    let area = place.droppingTop(4)
    let window = ListWindow(
      count: options.count, rows: area.rows, selected: draft.selected ?? 0,
      previous: centered(draft.selected ?? 0, rows: area.rows))
    let titleWidth = min(area.columns / 2, (options.map { cellWidth($0.title) }.max() ?? 0) + 5)
    for (index, line) in window.drawNotes(in: area, of: &frame, look: look) {
      let mark = draft.isPicked(options[index]) ? Glyph.check.description : " "
      drawEntry(
        title: "\(mark) \(options[index].title)", summary: options[index].summary, note: "",
        titleWidth: titleWidth, isSelected: index == draft.selected, isUsable: true, on: line,
        of: &frame)
    }
  }

  /// What a sweep costs that can run.
  func weightLines(_ weight: SweepWeight) -> [String] {
    let plan = weight.plan
    let cells = plan.sentences.count, seeds = plan.sweep.seeds
    let runs = seeds == 1 ? "\(cells) cells" : "\(cells) cells, \(seeds) seeds each"
    let total = plan.total.map { "\($0) \(plan.budget.noun)" }
    let shared =
      weight.shared > 0
      ? "\(weight.asked - weight.computed) of them shared (\(percent(weight.shared)))" : nil
    let kept = weight.kept > 0 ? "\(weight.kept) runs are kept from an earlier time" : nil
    let time = weight.seconds.map { "about \(duration($0))" }
    return [[runs, total, shared, time].compactMap { $0 }.joined(separator: ", "), kept].compactMap
    { $0 }
      + ["", "\(state.key("sweep")) runs it."]
  }
}
