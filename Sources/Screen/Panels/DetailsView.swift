import Experiments
import Workbench

extension Drawing {
  private struct Detail {
    var name: String
    var value = ""
    /// The unit with what it is, and the unit alone.
    var notes: [String] = []
    var isHeading = false
    /// Cells of the name, where it is not as wide as others.
    var nameWidth: Int?
    /// A line of a formula, as wide as the place.
    var isFormula = false
  }

  /// Everything that is known of the step shown, and the formula in use, beside the picture.
  func drawDetails(from first: Int, in rect: Rect, of frame: inout Frame) {
    guard let run = state.run, let record = run.record else { return }
    let details = details(width: max(1, rect.columns - 4))
    let window = ScrolledLines(count: details.count, rows: rect.rows - 2, from: first)
    let title = "Step \(record.step)" + (run.outline.steps.map { " of \($0)" } ?? "")
    frame.clear(rect, look.style(.popup))
    let box = Box(
      title, note: state.runNote ?? window.note, isFocused: true, borderRole: .popupBorder)
    let place = box.draw(in: rect, of: &frame, look: look)
    for (row, index) in window.shown.enumerated() {
      let (detail, line) = (details[index], place.line(row))
      guard !detail.isHeading else {
        frame.write(detail.name, in: line, style: look.style(.heading))
        continue
      }
      guard !detail.isFormula else {
        frame.write(detail.name, in: line, style: look.style(.exact))
        continue
      }
      let nameWidth = detail.nameWidth ?? nameWidth(place.columns)
      frame.write(detail.name, in: line.left(nameWidth), style: look.style(.key))
      let rest = line.droppingLeft(nameWidth + 1)
      frame.write(detail.value, in: rest, style: look.style(.popup))
      let noteWidth = rest.columns - NumberPlace.any.width - 1
      if let note = detail.notes.first(where: { cellWidth($0) <= noteWidth }) {
        frame.write(
          note, in: rest.droppingLeft(NumberPlace.any.width + 1), style: look.style(.dim))
      }
    }
  }

  private func nameWidth(_ columns: Int) -> Int {
    min(8, max(0, columns - NumberPlace.any.width - 1))
  }

  /// What the step did, and what the symbols stand for.
  private func lines(of equation: RunEquation, width: Int) -> [Detail] {
    let nameWidth = equation.terms.map { cellWidth($0.symbol) }.max() ?? 0
    let room = max(1, width - nameWidth - 1)
    let symbols = equation.terms.flatMap { term in
      Paragraph(term.meaning).lines(width: room).enumerated().map { index, line in
        Detail(name: index == 0 ? term.symbol : "", value: line, nameWidth: nameWidth)
      }
    }
    return equation.lines(width: width).map { Detail(name: $0, isFormula: true) } + symbols
      + [Detail(name: "")]
  }

  private func details(width: Int) -> [Detail] {
    guard let run = state.run, let record = run.record else { return [] }
    let warnings = record.warnings.flatMap { Paragraph("! \($0)").lines(width: width) }
      .map { Detail(name: $0, isHeading: true) }
    var details = warnings + (record.equation.map { lines(of: $0, width: width) } ?? [])
    details += zip(run.outline.statistics, record.values).compactMap { item, value -> Detail? in
      guard item.rank != nil else { return nil }
      let statistic = item.statistic
      return Detail(
        name: statistic.symbol, value: statistic.format.text(value, in: .any),
        notes: [
          [statistic.unit, statistic.summary].filter { !$0.isEmpty }.joined(separator: "  "),
          statistic.unit,
        ])
    }
    for detail in record.details {
      details += [Detail(name: ""), Detail(name: detail.heading, isHeading: true)]
      details += lines(of: detail, width: width)
    }
    return details
  }

  /// The rows of a table; columns that have no room beside the others stand below them.
  private func lines(of detail: RunDetail, width: Int) -> [Detail] {
    let count = detail.rows.map(\.values.count).max() ?? 0
    let cells = NumberPlace.any.width
    // Names give way, so that two numbers stand side by side in a narrow place.
    let names = min(nameWidth(width), max(0, width - min(count, 2) * cells - 1))
    let room = max(1, (width - names - 1) / cells)
    return stride(from: 0, to: count, by: room).flatMap { first in
      let heads = detail.columns.dropFirst(first).prefix(room).map {
        leftAligned(rightAligned($0, width: NumberPlace.any.whole), width: cells)
      }
      let rows = detail.rows.map { row in
        Detail(
          name: row.name,
          value: row.values.dropFirst(first).prefix(room).map { NumberPlace.any.text($0) }.joined(),
          nameWidth: names)
      }
      return (heads.isEmpty ? [] : [Detail(name: "", value: heads.joined(), nameWidth: names)])
        + rows
    }
  }
}
