import Quickstep
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
    draw(lines, title: "Keys and commands", from: first, in: body, of: &frame)
  }

  private var helpLines: [Line] {
    var lines: [Line] = []
    for category in Command.Category.allCases {
      if !lines.isEmpty { lines.append(Line(text: "")) }
      lines.append(Line(text: category.rawValue, isHeading: true))
      for command in Command.all where command.category == category {
        lines.append(
          Line(
            key: command.keyNames, text: command.summary,
            reason: command.obstacle(state)))
      }
    }
    lines += [Line(text: ""), Line(text: "While typing", isHeading: true)]
    lines += [
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

  private func draw(
    _ lines: [Line], title: String, from first: Int, in body: Rect, of frame: inout Frame
  ) {
    let size = Size(columns: min(84, body.columns - 4), rows: min(lines.count, body.rows - 2))
    let rows = max(0, min(size.rows, body.rows - 2))
    let start = max(0, min(first, lines.count - rows))
    let note = "\(start + 1)-\(min(lines.count, start + rows)) of \(lines.count)"
    let place = Popup(title, note: note, content: size).draw(in: body, of: &frame, look: look)
    let keyWidth = min(14, max(6, place.columns / 4))
    for (index, line) in lines.dropFirst(start).prefix(place.rows).enumerated() {
      let row = place.line(index)
      if line.isHeading {
        frame.write(line.text, in: row, style: look.style(.heading))
        continue
      }
      let isUsable = line.reason == nil
      frame.write(
        line.key, in: row.left(keyWidth), style: look.style(isUsable ? .key : .disabled))
      let text = line.text + (line.reason.map { " (\($0))" } ?? "")
      frame.write(
        text, in: row.droppingLeft(keyWidth + 1), style: look.style(isUsable ? .popup : .disabled))
    }
  }

  /// Everything that is known of the step shown, and the formula in use.
  func drawDetails(from first: Int, in body: Rect, of frame: inout Frame) {
    guard let run = state.run, let record = run.record else { return }
    var lines = run.outline.statistics.indices.map { index in
      let statistic = run.outline.statistics[index].statistic
      let number = statistic.text(record.values[index])
      return Line(
        key: statistic.symbol,
        text: number + String(repeating: " ", count: max(1, 10 - cellWidth(number)))
          + (statistic.unit.isEmpty ? "" : "\(statistic.unit)  ") + statistic.summary)
    }
    for detail in record.details {
      lines += [Line(text: ""), Line(text: detail.heading, isHeading: true)]
      lines += detail.rows.map { Line(key: $0.name, text: format($0.value)) }
    }
    let title = "Step \(record.step)" + (run.outline.steps.map { " of \($0)" } ?? "")
    draw(lines, title: title, from: first, in: body, of: &frame)
  }
}
