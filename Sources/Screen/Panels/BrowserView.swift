import Experiments
import Workbench

extension Drawing {
  /// The line in which a path is typed, and what lies in the folder it has come to.
  func draw(_ browser: Browser, in body: Rect, of frame: inout Frame) {
    let entries = browser.entries
    let size = Size(columns: min(78, body.columns - 4), rows: min(18, max(3, body.rows - 2)))
    let others = browser.folder?.leftOut ?? 0
    let place = Popup(
      browser.subject.title, note: others > 0 ? "\(others) more left out" : "", content: size
    ).draw(in: body, of: &frame, look: look)
    drawLine(browser, in: place, of: &frame)
    let status = status(of: browser)
    frame.write(status.text, in: place.line(1), style: look.style(status.role))
    let hintRows = place.rows >= 12 ? 3 : 0
    let list = place.droppingTop(2).top(place.rows - 2 - hintRows)
    let window = ListWindow(
      count: entries.count, rows: list.rows, selected: browser.pointed,
      previous: centered(browser.pointed, rows: list.rows))
    for (index, line) in window.drawNotes(in: list, of: &frame, look: look) {
      let entry = entries[index]
      frame.targets.append(Target(line, .entry(index)))
      drawEntry(
        title: PrintableText(entry.name, limit: 200).text + (entry.isFolder ? "/" : ""),
        summary: "", note: browser.subject.kind(of: entry) ?? "",
        titleWidth: max(10, line.columns - 14),
        isSelected: index == browser.pointed,
        isUsable: entry.isFolder || browser.subject.kind(of: entry) != nil,
        on: line, of: &frame)
    }
    Paragraph(
      browser.subject.hint, role: .dim
    ).draw(in: place.droppingTop(place.rows - hintRows + 1), of: &frame, look: look)
  }

  private func drawLine(_ browser: Browser, in place: Rect, of frame: inout Frame) {
    let input = browser.input
    guard browser.selected != nil else {
      return TextField(
        prompt: "path ", text: input.text, cursor: input.cursor,
        placeholder: "type, tab completes; down goes to the list"
      ).draw(in: place, of: &frame, look: look)
    }
    frame.write("path ", in: place.line(0), style: look.style(.dim))
    let line = place.line(0).droppingLeft(5)
    let end = input.text.unicodeScalars.suffix(line.columns)
    frame.write(String(String.UnicodeScalarView(end)), in: line, style: look.style(.popup))
  }

  private func status(of browser: Browser) -> (text: String, role: Role) {
    guard let folder = browser.folder else { return ("being read \(Glyph.ellipsis)", .dim) }
    if let problem = folder.problem { return (PrintableText(problem).text, .error) }
    let place = "in \(PrintableText(folder.place, limit: 200))"
    return (browser.subject.kind(of: folder).map { "\(place) (\($0))" } ?? place, .dim)
  }
}
