import Experiments
import Workbench

extension Drawing {
  /// The marked runs, one a line, with a column for every word in which they differ.
  func drawMarks(_ selected: Int, in body: Rect, of frame: inout Frame) {
    let differences = state.families.differences(among: state.marks.map(\.sentence))
    let rows = state.marks.indices.map { index in
      [
        State.letter(index) + (state.marks[index].title.isEmpty ? "" : " ")
          + state.marks[index].title
      ]
        + (differences.isEmpty
          ? [state.markTexts[index]]
          : differences.map { $0.texts[index].isEmpty ? "-" : shown($0.texts[index]) })
    }
    let headings = [""] + (differences.isEmpty ? ["all the same"] : differences.map(\.label))
    let columns = headings.enumerated().map { column, heading in
      Table.Column(
        heading, width: rows.map { cellWidth($0[column]) }.reduce(cellWidth(heading), max),
        alignment: .left, importance: -column)
    }
    let width = columns.reduce(2) { $0 + $1.width + 2 }
    let size = Size(
      columns: min(max(30, width), body.columns - 4), rows: min(rows.count + 1, body.rows - 2))
    let place = Popup("Marked runs", note: "\(rows.count)", content: size)
      .draw(in: body, of: &frame, look: look)
    Table(
      columns: columns, rows: rows, selected: selected, isFocused: true,
      previous: centered(selected, rows: place.rows - 1)
    ).draw(in: place, of: &frame, look: look)
  }

  private func shown(_ text: String) -> String { PrintableText(text, limit: 24).text }
}
