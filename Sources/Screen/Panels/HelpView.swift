import Experiments
import Workbench

extension Drawing {
  private struct Line {
    var key = ""
    var text: String
    var reason: String?
    var isHeading = false
  }

  /// All keys and commands, from the one table.
  func drawHelp(from first: Int, in body: Rect, of frame: inout Frame) {
    let lines = helpLines
    let size = Size(columns: min(84, body.columns - 4), rows: min(lines.count, body.rows - 2))
    let rows = max(0, min(size.rows, body.rows - 2))
    let window = ScrolledLines(count: lines.count, rows: rows, from: first)
    let place = Popup("Keys and commands", note: window.note, content: size)
      .draw(in: body, of: &frame, look: look)
    let keyWidth = min(14, max(6, place.columns / 4))
    for (row, index) in window.shown.enumerated() {
      draw(lines[index], keyWidth: keyWidth, on: place.line(row), of: &frame)
    }
  }

  private func draw(_ line: Line, keyWidth: Int, on row: Rect, of frame: inout Frame) {
    guard !line.isHeading else {
      frame.write(line.text, in: row, style: look.style(.heading))
      return
    }
    let isUsable = line.reason == nil
    frame.write(line.key, in: row.left(keyWidth), style: look.style(isUsable ? .key : .disabled))
    let text = line.text + (line.reason.map { " (\($0))" } ?? "")
    frame.write(
      text, in: row.droppingLeft(keyWidth + 1), style: look.style(isUsable ? .popup : .disabled))
  }

  private var helpLines: [Line] {
    var lines: [Line] = []
    for category in Command.Category.allCases {
      if !lines.isEmpty { lines.append(Line(text: "")) }
      lines.append(Line(text: category.rawValue, isHeading: true))
      for command in state.commands.all where command.category == category {
        lines.append(
          Line(
            key: command.keyNames, text: command.summary,
            reason: command.obstacle(state)))
      }
    }
    lines += [Line(text: ""), Line(text: "While typing", isHeading: true)]
    lines += [
      Line(key: "a character", text: "replaces a value that was just opened"),
      Line(key: "enter", text: "take what was typed"),
      Line(key: "esc", text: "leave everything as it was"),
    ]
    func line(_ keys: [Key], _ summary: String) -> Line {
      Line(key: keys.map(\.name).joined(separator: " "), text: summary)
    }
    lines += FieldKey.all.map { line($0.keys, $0.summary) }
    lines += [Line(text: ""), Line(text: "In the list of a folder", isHeading: true)]
    return lines + BrowserKey.all.map { line($0.keys, $0.summary) }
  }
}
