import Experiments
import Workbench

extension Drawing {
  /// Values one below the other, the part around the cursor.
  func drawPlaces(
    _ places: [Place], of panel: Panel, in rect: Rect, of frame: inout Frame
  ) {
    var selected: Int?
    if case .place(let place) = state.cursor(in: panel) { selected = places.firstIndex(of: place) }
    let window = ListWindow(
      count: places.count, rows: rect.rows, selected: selected,
      previous: centered(selected, rows: rect.rows),
      scrolled: state.rows(of: panel).options.isEmpty ? state.lines(scrolledIn: panel) : 0)
    let labels = places.map(label)
    let nameWidth = min(rect.columns / 2, (labels.map(cellWidth).max() ?? 0) + 1)
    for (index, line) in window.drawNotes(in: rect, of: &frame, look: look) {
      frame.targets.append(Target(line, .row(panel, .place(places[index]))))
      draw(
        places[index], label: labels[index], nameWidth: nameWidth,
        isFocused: index == selected && panel == state.focus, on: line, of: &frame)
    }
  }

  /// Knobs stand below the word that they belong to, a little to the right; those of a list's choice
  /// stand alone.
  private func label(_ place: Place) -> String {
    let label = state.text(of: place).label
    if let element = place.element {
      return element == 0 ? "level  0" : rightAligned("\(element)", width: 8)
    }
    let isListed = Panel.settings.contains {
      $0.role.flatMap(state.family.listWord)?.key == place.word
    }
    return place.knob == nil || isListed ? label : "  \(label)"
  }

  private func draw(
    _ place: Place, label: String, nameWidth: Int, isFocused: Bool, on line: Rect,
    of frame: inout Frame
  ) {
    if isFocused, case .edit(place, let input) = state.open {
      frame.write(label, in: line.left(nameWidth), style: look.style(.selection))
      TextField(text: input.text, cursor: input.cursor, isSelected: input.isSelected).draw(
        in: line.droppingLeft(nameWidth + 2), of: &frame, look: look)
      return
    }
    let text = state.text(of: place)
    var value = PrintableText(text.value, limit: 60).text
    var note = text.unit
    let values = state.series(place.word)
    if let element = place.element, values.indices.contains(element) {
      value = NumberPlace.any.text(values[element])
      note = ""
    }
    KnobRow(label, value: value, note: note, isFocused: isFocused)
      .draw(in: line, nameWidth: nameWidth, of: &frame, look: look)
  }
}
