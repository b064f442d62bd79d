import Quickstep
import Workbench

extension Drawing {
  /// Values one below the other, the part around the cursor.
  func drawParameters(
    _ parameters: [Parameter], of panel: Panel, in rect: Rect, of frame: inout Frame
  ) {
    var selected: Int?
    if case .parameter(let parameter) = state.cursor(in: panel) {
      selected = parameters.firstIndex(of: parameter)
    }
    let window = ListWindow(
      count: parameters.count, rows: rect.rows, selected: selected,
      previous: centered(selected, rows: rect.rows))
    let labels = parameters.map(label)
    let nameWidth = min(rect.columns / 2, (labels.map(cellWidth).max() ?? 0) + 1)
    for (index, line) in window.drawNotes(in: rect, of: &frame, look: look) {
      draw(
        parameters[index], label: labels[index], nameWidth: nameWidth,
        isFocused: index == selected && panel == state.focus, on: line, of: &frame)
    }
  }

  /// Knobs stand below the word that they belong to, a little to the right.
  private func label(_ parameter: Parameter) -> String {
    let label = state.text(of: parameter).label
    switch parameter {
    case .knob(.schedule, _), .knob(.grid, _), .knob(.guidance, _), .knob(.clip, _):
      return "  \(label)"
    case .level(let index): return index == 0 ? "level  0" : rightAligned("\(index)", width: 8)
    case .word, .knob: return label
    }
  }

  private func draw(
    _ parameter: Parameter, label: String, nameWidth: Int, isFocused: Bool, on line: Rect,
    of frame: inout Frame
  ) {
    if isFocused, case .edit(parameter, let input) = state.open {
      frame.write(label, in: line.left(nameWidth), style: look.style(.selection))
      TextField(text: input.text, cursor: input.cursor, isSelected: input.isSelected).draw(
        in: line.droppingLeft(nameWidth + 2), of: &frame, look: look)
      return
    }
    let text = state.text(of: parameter)
    var value = shownValue(of: parameter, text)
    var note = text.unit
    if case .level(let index) = parameter, state.levelSigmas.indices.contains(index) {
      value = NumberPlace.any.text(state.levelSigmas[index])
      note = ""
    }
    KnobRow(label, value: value, note: note, isFocused: isFocused)
      .draw(in: line, nameWidth: nameWidth, of: &frame, look: look)
  }

  /// The words of the grammar, which are shorter than titles and what the command line takes.
  private func shownValue(of parameter: Parameter, _ text: ParameterText) -> String {
    guard case .word(let key) = parameter, let choice = state.plan.choice(key) else {
      return text.value
    }
    return PrintableText(choice.name, limit: 60).text
  }
}
