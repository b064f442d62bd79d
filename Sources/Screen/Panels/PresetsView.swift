import Experiments
import Workbench

extension Drawing {
  /// Presets by name, under whose they are and their family.
  func draw(_ list: PresetList, in body: Rect, of frame: inout Frame) {
    let options = list.options
    let size = Size(columns: min(100, body.columns - 4), rows: min(24, max(3, body.rows - 2)))
    let place = Popup(
      "Presets", note: list.all == nil ? "" : "\(options.count)", content: size
    ).draw(in: body, of: &frame, look: look)
    if let filter = list.filter {
      TextField(
        prompt: "/ ", text: filter.text, cursor: filter.cursor,
        placeholder: "type to narrow the list"
      ).draw(in: place, of: &frame, look: look)
    } else {
      frame.write(
        list.all == nil
          ? "being read \(Glyph.ellipsis)" : "enter makes one the plan; u takes it back",
        in: place.line(0), style: look.style(.dim))
    }
    let area = place.droppingTop(2)
    let titleWidth = min(
      area.columns / 2, (list.all ?? []).map { cellWidth($0.title) }.max() ?? 0)
    let headed = HeadedLines(options.map(\.group), rows: area.rows)
    let selected = headed.line(of: list.selected)
    let window = ListWindow(
      count: headed.lines.count, rows: area.rows, selected: selected,
      previous: centered(selected, rows: area.rows))
    for (row, line) in window.drawNotes(
      in: area, of: &frame, look: look, counting: headed.isItem)
    {
      switch headed.lines[row] {
      case .heading(let title): frame.write(title, in: line, style: look.style(.dim))
      case .item(let index):
        drawEntry(
          title: options[index].title, summary: options[index].summary, note: "",
          titleWidth: titleWidth, isSelected: index == list.selected, isUsable: true, on: line,
          of: &frame)
      }
    }
  }
}
