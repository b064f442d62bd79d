import Experiments
import Workbench

extension Drawing {
  /// The name of a file that is written, what goes into it, and what it replaces.
  func draw(_ writing: Writing, in body: Rect, of frame: inout Frame) {
    let width = min(70, body.columns - 4)
    let forms = Writing.Form.allCases.map { ".\($0.rawValue)  \($0.content)" }
    let place = Popup(
      "Write what is shown",
      content: Size(columns: width, rows: min(forms.count + 3, max(3, body.rows - 2)))
    ).draw(in: body, of: &frame, look: look)
    TextField(
      prompt: "file ", text: writing.input.text, cursor: writing.input.cursor,
      placeholder: "its ending says what is written"
    ).draw(in: place, of: &frame, look: look)
    if writing.replaces {
      frame.write(
        "! a file of this name is there; enter again replaces it", in: place.line(1),
        style: look.style(.warning))
    }
    let below = place.droppingTop(3)
    for (row, form) in zip(forms, Writing.Form.allCases).enumerated().prefix(below.rows) {
      frame.write(
        form.0, in: below.line(row), style: look.style(form.1 == writing.form ? .text : .dim))
    }
  }

  /// A run line, whole, so that it can be taken with the mouse too.
  func draw(_ line: SharedLine, in body: Rect, of frame: inout Frame) {
    let width = min(100, body.columns - 4)
    let note =
      switch line.status {
      case .shown: "y hands it to the terminal's clipboard (OSC 52), then without asking."
      case .sent: "Handed to the terminal, which does not say whether it took it."
      }
    let lines = Paragraph(line.text).lines(width: width)
    let notes = Paragraph(note).lines(width: width)
    let place = Popup(
      "Run line",
      content: Size(
        columns: width, rows: min(lines.count + notes.count + 1, max(3, body.rows - 2)))
    ).draw(in: body, of: &frame, look: look)
    for (row, text) in lines.prefix(place.rows).enumerated() {
      frame.write(text, in: place.line(row), style: look.style(.popup))
    }
    for (row, text) in notes.enumerated() where lines.count + 1 + row < place.rows {
      frame.write(text, in: place.line(lines.count + 1 + row), style: look.style(.dim))
    }
  }
}
