import Workbench

/// Where everything stands, from the size of the screen and the panel that is open: a run changes
/// nothing here.
struct Layout {
  /// How much of a panel is shown.
  enum Form {
    case whole, summary
  }

  struct Section {
    var panel: Panel
    /// `nil` takes what the others leave.
    var rows: Int?
    var form = Form.whole
  }

  struct Column {
    var rect: Rect
    var sections: [Section]
    var hasBorders = true
  }

  let header, footer: Rect?
  /// What lies between header and footer.
  let body: Rect
  let columns: [Column]

  /// What is on the screen.
  var panels: Set<Panel> { Set(columns.flatMap { $0.sections.map(\.panel) }) }

  init(_ state: State, size: Size) {
    let screen = Rect(size)
    let hasFooter = size.rows >= 3
    let isNarrow = size.columns < 60 || size.rows < 16
    // Without borders, header and title of the panel take two rows.
    let hasHeader = size.rows >= 6 || (size.rows == 5 && !isNarrow)
    header = hasHeader ? screen.line(0) : nil
    footer = hasFooter ? screen.line(size.rows - 1) : nil
    body = Rect(
      column: 0, row: hasHeader ? 1 : 0, columns: size.columns,
      rows: size.rows - (hasHeader ? 1 : 0) - (hasFooter ? 1 : 0))
    if isNarrow {
      columns = [Column(rect: body, sections: [Section(panel: state.focus)], hasBorders: false)]
    } else if state.isZoomed {
      columns = [Column(rect: body, sections: [Section(panel: state.focus)])]
    } else if size.columns >= 100, size.rows >= 30 {
      columns = Self.wide(state, body)
    } else {
      columns = Self.accordion(state, body)
    }
  }

  private static func wide(_ state: State, _ body: Rect) -> [Column] {
    let left = body.left(28)
    let right = body.droppingLeft(body.columns - min(44, max(37, body.columns / 3)))
    let middle = Rect(
      column: left.columns, row: body.row,
      columns: body.columns - left.columns - right.columns, rows: body.rows)
    return [
      Column(rect: left, sections: settings(state, closed: [2, 2, 4, 2])),
      Column(rect: middle, sections: [Section(panel: .preview)]),
      Column(
        rect: right,
        sections: [Section(panel: .trajectory), Section(panel: .quality, rows: 6)]),
    ]
  }

  private static func accordion(_ state: State, _ body: Rect) -> [Column] {
    let left = body.left(min(30, max(24, body.columns * 7 / 20)))
    let right = body.droppingLeft(left.columns)
    let inside = right.rows - 3
    // With the focus the lower panel is the larger one.
    let lower = state.focus == .quality ? Panel.quality : .trajectory
    let rows = state.focus == lower ? max(inside - 5, inside * 2 / 3) : inside / 2
    return [
      Column(rect: left, sections: settings(state, closed: [1, 1, 1, 1])),
      Column(
        rect: right,
        sections: [Section(panel: .preview), Section(panel: lower, rows: rows)]),
    ]
  }

  /// The open panel gets all that the others, with their rows while closed, leave.
  private static func settings(_ state: State, closed: [Int]) -> [Section] {
    zip(Panel.settings, closed).map { panel, rows in
      panel == state.openPanel
        ? Section(panel: panel) : Section(panel: panel, rows: rows, form: .summary)
    }
  }
}
