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
          ? "being read \(Glyph.ellipsis)"
          : "enter makes one the plan; \(state.key("undo")) takes it back",
        in: place.line(0), style: look.style(.dim))
    }
    draw(
      options, of: list.all ?? [], selected: list.selected, in: place.droppingTop(2), of: &frame)
  }
}
