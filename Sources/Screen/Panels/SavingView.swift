import Experiments
import Workbench

extension Drawing {
  /// The name under which something is kept, what it is, and what it was found for.
  func draw(_ saving: Saving, in body: Rect, of frame: inout Frame) {
    let width = min(70, body.columns - 4)
    let texts = saving.choices.map { PrintableText(state.text(of: $0), limit: width).text }
    let origins = Set(saving.choices.map(\.origin)).sorted().filter { !$0.isEmpty }.map {
      PrintableText($0, limit: 200).text
    }
    let lines =
      texts + [""] + origins.flatMap { Paragraph("found for \($0)").lines(width: width) }
    let place = Popup(
      saving.renamed.map { "Rename the \($0.kind) \($0.name)" } ?? "Save the \(saving.kinds)",
      content: Size(columns: width, rows: min(lines.count + 3, max(3, body.rows - 2)))
    ).draw(in: body, of: &frame, look: look)
    TextField(
      prompt: "name ", text: saving.input.text, cursor: saving.input.cursor,
      placeholder: "it stands in lists by this name"
    ).draw(in: place, of: &frame, look: look)
    let (note, role) = note(on: saving)
    frame.write(note, in: place.line(1), style: look.style(role))
    let below = place.droppingTop(3)
    for (row, line) in lines.prefix(below.rows).enumerated() {
      frame.write(line, in: below.line(row), style: look.style(.dim))
    }
  }

  private func note(on saving: Saving) -> (text: String, role: Role) {
    guard !saving.input.text.isEmpty else { return ("", .dim) }
    if let problem = state.problem(with: saving) { return (problem, .error) }
    return state.isReplaced(by: saving)
      ? ("! replaces what is saved by this name", .warning) : ("", .dim)
  }
}
