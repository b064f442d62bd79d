import Experiments
import Workbench

extension Drawing {
  /// What lies above the panels.
  func drawOpen(in layout: Layout, of frame: inout Frame) {
    let body = layout.body
    switch state.open {
    case nil, .edit, .filter: break
    case .palette(let palette): draw(palette, in: body, of: &frame)
    case .chooser(let chooser): draw(chooser, in: body, of: &frame)
    case .presets(let list): draw(list, in: body, of: &frame)
    case .browser(let browser): draw(browser, in: body, of: &frame)
    case .tag(let draft): draw(draft, in: body, of: &frame)
    case .saving(let saving): draw(saving, in: body, of: &frame)
    case .axis(let draft): draw(draft, in: body, of: &frame)
    case .marks(let selected): drawMarks(selected, in: body, of: &frame)
    case .writing(let writing): draw(writing, in: body, of: &frame)
    case .line(let line): draw(line, in: body, of: &frame)
    case .help(let lines): drawHelp(from: lines, in: body, of: &frame)
    case .details(let lines): drawDetails(from: lines, in: layout.detailsPlace, of: &frame)
    }
  }

  private func draw(_ palette: Palette, in body: Rect, of frame: inout Frame) {
    let entries = state.paletteEntries(palette.input.text)
    let size = Size(columns: min(86, body.columns - 4), rows: min(20, max(3, body.rows - 4)))
    let place = Popup("Command", note: "\(entries.count)", content: size).draw(
      in: body, of: &frame, look: look)
    TextField(
      prompt: ": ", text: palette.input.text, cursor: palette.input.cursor,
      placeholder: "a command, a word and its value (steps 12), flags, or a run line"
    ).draw(in: place, of: &frame, look: look)
    let list = place.droppingTop(2)
    let titleWidth = min(28, max(10, list.columns * 2 / 5))
    let window = ListWindow(
      count: entries.count, rows: list.rows, selected: palette.selected,
      previous: centered(palette.selected, rows: list.rows))
    for (index, line) in window.drawNotes(in: list, of: &frame, look: look) {
      let entry = entries[index]
      frame.targets.append(Target(line, .entry(index)))
      drawEntry(
        title: entry.title, summary: entry.obstacle ?? entry.summary, note: entry.keys,
        titleWidth: titleWidth, isSelected: index == palette.selected,
        isUsable: entry.obstacle == nil, on: line, of: &frame)
    }
  }

  private func draw(_ chooser: Chooser, in body: Rect, of frame: inout Frame) {
    let options = chooser.options
    let size = Size(columns: min(78, body.columns - 4), rows: min(18, chooser.all.count + 2))
    let place = Popup(
      state.text(of: chooser.place).label, note: "\(options.count)", content: size
    ).draw(in: body, of: &frame, look: look)
    TextField(
      prompt: "/ ", text: chooser.filter.text, cursor: chooser.filter.cursor,
      placeholder: "type to narrow the list"
    ).draw(in: place, of: &frame, look: look)
    draw(
      options, of: chooser.all, selected: chooser.selected, in: place.droppingTop(2), of: &frame)
  }

  /// Options under the headings of their groups.
  /// - Parameter all: the titles of these decide where summaries begin.
  func draw(
    _ options: [ChoiceOption], of all: [ChoiceOption], selected: Int, in list: Rect,
    of frame: inout Frame
  ) {
    let titleWidth = min(list.columns / 2, (all.map { cellWidth($0.title) }.max() ?? 0) + 1)
    let headed = HeadedLines(options.map(\.group), rows: list.rows)
    let line = headed.line(of: selected)
    let window = ListWindow(
      count: headed.lines.count, rows: list.rows, selected: line,
      previous: centered(line, rows: list.rows))
    for (row, line) in window.drawNotes(
      in: list, of: &frame, look: look, counting: headed.isItem)
    {
      switch headed.lines[row] {
      case .heading(let title): frame.write(title, in: line, style: look.style(.dim))
      case .item(let index):
        frame.targets.append(Target(line, .entry(index)))
        drawEntry(
          title: options[index].title, summary: options[index].summary, note: "",
          titleWidth: titleWidth, isSelected: index == selected, isUsable: true, on: line,
          of: &frame)
      }
    }
  }

  func drawEntry(
    title: String, summary: String, note: String, titleWidth: Int, isSelected: Bool,
    isUsable: Bool, on line: Rect, of frame: inout Frame
  ) {
    var style = look.style(isUsable ? .popup : .disabled)
    var dim = look.style(isUsable ? .dim : .disabled)
    if isSelected {
      style = look.style(.selection)
      dim = style
      frame.fill(line, Cell(" ", style))
      frame.write(Glyph.marker.description, in: line, style: style)
    }
    let place = line.droppingLeft(2)
    frame.write(title, in: place.left(titleWidth), style: style)
    let noteWidth = note.isEmpty ? 0 : cellWidth(note) + 1
    let rest = place.droppingLeft(titleWidth + 1)
    frame.write(summary, in: rest.left(rest.columns - noteWidth), style: dim)
    frame.write(
      note, in: rest, alignment: .right, style: isSelected ? style : look.style(.key))
  }
}
