import Workbench

extension Drawing {
  /// What can be pressed now.
  func drawFooter(in line: Rect, of frame: inout Frame) {
    let hints = footerHints
    KeyHints(hints, note: state.previewModes.current).draw(in: line, of: &frame, look: look)
  }

  private var footerHints: [KeyHints.Hint] {
    switch state.open {
    case .edit:
      [.init("enter", "accept", importance: 2), .init("esc", "as it was", importance: 1)]
    case .filter:
      [.init("enter", "take", importance: 2), .init("esc", "whole list", importance: 1)]
    case .palette:
      [
        .init("enter", "do it", importance: 3), .init("tab", "complete", importance: 1),
        .init("esc", "close", importance: 2),
      ]
    case .browser(let browser) where browser.selected != nil:
      [
        .init("enter", "take or open", importance: 5), .init("h", "folder above", importance: 4),
        .init("l", "into the folder", importance: 2), .init("/", "type", importance: 1),
        .init("esc", "close", importance: 3),
      ]
    case .browser:
      [
        .init("enter", "take it", importance: 4), .init("tab", "complete", importance: 2),
        .init("down", "list", importance: 1), .init("esc", "close", importance: 3),
      ]
    case .saving(let saving):
      [
        .init("enter", saving.renamed == nil ? "save" : "rename", importance: 2),
        .init("esc", "close", importance: 1),
      ]
    case .marks:
      [
        .init("V", "compare", importance: 4), .init("x", "unmark", importance: 3),
        .init("X", "unmark all", importance: 1), .init("enter", "take the plan", importance: 2),
        .init("esc", "close", importance: 5),
      ]
    case .writing(let writing):
      [
        .init("enter", writing.replaces ? "replace" : "write", importance: 2),
        .init("esc", "close", importance: 1),
      ]
    case .line(let line):
      [
        .init("y", line.status == .shown ? "copy" : "copy again", importance: 2),
        .init("esc", "close", importance: 1),
      ]
    case .chooser(let chooser):
      [.init("enter", "take it", importance: 3)]
        + (state.selectedSaved(in: chooser) == nil
          ? [] : [.init("delete", "delete it", importance: 2)])
        + [.init("esc", "close", importance: 1)]
    case .presets(let list):
      [.init("enter", "take it", importance: 4)]
        + (list.filter == nil
          ? [
            .init("j k", "move", importance: 1), .init("/", "filter", importance: 2),
          ] : [])
        + [.init("esc", "close", importance: 3)]
    case .axis(let draft):
      [.init("enter", "take the axis", importance: 3)]
        + (draft.options.isEmpty
          ? [] : [.init("space", "pick", importance: 2), .init("down", "list", importance: 1)])
        + [.init("esc", "close", importance: 2)]
    case .tag:
      [.init("enter", "take it", importance: 2), .init("esc", "close", importance: 1)]
    case .help: [.init("j k", "scroll", importance: 1), .init("esc", "close")]
    case .details:
      [
        .init("[ ]", "walk", importance: 3), .init("j k", "scroll", importance: 1),
        .init("esc", "close", importance: 2),
      ]
    case nil:
      state.commands.all.compactMap { command in
        guard let footer = command.footer, command.obstacle(state) == nil,
          command.keys.contains(where: {
            state.commands.withKey($0, in: state)?.name == command.name
          })
        else { return nil }
        return KeyHints.Hint(
          state.commands.footerKeys(of: command), footer.text(state), importance: footer.importance)
      }
    }
  }

  /// A message stands on the line above the footer, on up to three lines where it is long.
  func drawMessage(above footer: Rect, of frame: inout Frame) {
    guard let message = state.message, frame.size.rows >= 2 else { return }
    let isError = message.kind == .error
    let text = (isError ? "! " : "") + message.text + (isError ? "  (esc)" : "")
    let role: Role = isError ? .error : .accent
    let width = frame.size.columns - 2
    let lines = min(3, Paragraph(text).lines(width: width).count, max(1, frame.size.rows / 4))
    let place = Rect(
      column: 0, row: footer.row - lines, columns: frame.size.columns, rows: lines)
    frame.clear(place, look.style(.text))
    Paragraph(text, role: role).draw(
      in: place.inset(columns: 1, rows: 0), of: &frame, look: look)
  }
}
