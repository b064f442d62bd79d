import Workbench

/// Where everything stands, from the size of the screen, the zoom and the panel that is open.
/// Neither a run nor the focus moves the preview or the trajectory.
package struct Layout {
  enum Content: Hashable {
    case panel(Panel)
    /// What a closed settings panel holds.
    case summary(Panel)
    /// What all settings hold.
    case settings

    /// The panel that it belongs to; nil for what all settings hold.
    var panel: Panel? {
      switch self {
      case .panel(let panel), .summary(let panel): panel
      case .settings: nil
      }
    }
  }

  struct Section {
    var content: Content
    /// `nil` takes what the others leave.
    var rows: Int?

    init(_ content: Content, rows: Int? = nil) {
      self.content = content
      self.rows = rows
    }
  }

  struct Column {
    var rect: Rect
    var sections: [Section]
    var hasBorders = true

    /// Where the sections come to lie, inside their borders.
    var places: [Rect] {
      guard hasBorders else {
        // The marker of a table is margin enough.
        let margin = sections[0].content == .panel(.trajectory) ? 0 : 1
        return [rect.droppingTop(1).inset(columns: margin, rows: 0)]
      }
      return BoxStack(sections.map { BoxStack.Section(Box(""), rows: $0.rows) })
        .interiors(in: rect)
    }
  }

  let header, footer: Rect?
  /// What lies between header and footer.
  let body: Rect
  let columns: [Column]
  /// Where the list of a closed settings panel opens.
  let listPlace: Rect
  /// Where everything about a step stands, beside the picture.
  let detailsPlace: Rect

  /// The place of a panel that is shown whole, inside its border.
  package func place(of panel: Panel) -> Rect? {
    columns.lazy.flatMap { zip($0.sections, $0.places) }
      .first { $0.0.content == .panel(panel) }?.1
  }

  /// What is on the screen whole.
  var panels: Set<Panel> {
    Set(
      columns.flatMap(\.sections).compactMap {
        if case .panel(let panel) = $0.content { panel } else { nil }
      })
  }

  package init(_ state: State, size: Size) {
    let screen = Rect(size)
    let form = ScreenForm(columns: size.columns, rows: size.rows)
    let hasFooter = size.rows >= 3
    // Without borders, header and title of the panel take two rows.
    let hasHeader = size.rows >= 6 || (size.rows == 5 && form != .single)
    header = hasHeader ? screen.line(0) : nil
    footer = hasFooter ? screen.line(size.rows - 1) : nil
    body = Rect(
      column: 0, row: hasHeader ? 1 : 0, columns: size.columns,
      rows: size.rows - (hasHeader ? 1 : 0) - (hasFooter ? 1 : 0))
    listPlace = body.left(max(40, body.columns / 2))
    if form == .single {
      columns = [
        Column(rect: body, sections: [Section(.panel(state.focus))], hasBorders: false)
      ]
      detailsPlace = body
    } else if state.isZoomed {
      let isDocked = if case .details = state.open { true } else { false }
      detailsPlace = body.left(Self.detailsWidth)
      let rest = isDocked ? body.droppingLeft(Self.detailsWidth) : body
      columns = [Column(rect: rest, sections: [Section(.panel(state.focus))])]
    } else {
      let panels =
        switch form {
        case .single, .compact: Self.compact(body)
        case .standard: Self.standard(state, body)
        case .wide: Self.wide(body)
        }
      columns = state.lowerPanel.map { Self.adding($0, to: panels, form) } ?? panels
      detailsPlace = columns[0].rect
    }
  }

  /// The lower panel takes the right part of a small screen, and about half of it on a larger one.
  private static func adding(
    _ panel: Panel, to columns: [Column], _ form: ScreenForm
  ) -> [Column] {
    let left = columns[0], right = Array(columns.dropFirst())
    guard let first = right.first, let last = right.last else { return columns }
    let whole = Rect(
      column: first.rect.column, row: first.rect.row,
      columns: last.rect.column + last.rect.columns - first.rect.column, rows: first.rect.rows)
    let section = [Section(.panel(panel))]
    guard form != .compact || whole.rows >= 34 else {
      return [left, Column(rect: whole, sections: section)]
    }
    let upper = whole.rows * 9 / 20
    return [left]
      + right.map { column in
        var column = column
        column.rect = column.rect.top(upper)
        // There is room for one of them.
        if column.sections.count > 1 { column.sections = [Section(.panel(.trajectory))] }
        return column
      } + [Column(rect: whole.droppingTop(upper), sections: section)]
  }

  private static let detailsWidth = 34

  private static func compact(_ body: Rect) -> [Column] {
    let isTall = body.rows >= 30
    let left = body.left(min(30, max(isTall ? 24 : 20, body.columns / 4)))
    let right = body.droppingLeft(left.columns)
    let inside = right.rows - 3
    return [
      Column(
        rect: left,
        sections: [
          Section(.settings, rows: isTall ? 13 : 4), Section(.panel(.quality)),
        ]),
      Column(
        rect: right,
        sections: [
          Section(.panel(.preview)),
          Section(.panel(.trajectory), rows: max(min(6, inside / 2), inside / 3)),
        ]),
    ]
  }

  private static func standard(_ state: State, _ body: Rect) -> [Column] {
    let settings = zip(Panel.settings, [2, 2, 4, 2]).map { panel, rows in
      panel == state.openPanel
        ? Section(.panel(panel)) : Section(.summary(panel), rows: rows)
    }
    return threeColumns(
      body, left: 28, settings, right: min(44, max(37, body.columns - 76)), quality: 6)
  }

  private static func wide(_ body: Rect) -> [Column] {
    let rows = body.rows - 5
    let guidance = min(8, max(3, rows / 6))
    let steps = (rows - guidance) * 2 / 5
    let model = (rows - guidance - steps) / 2
    let settings = [
      Section(.panel(.model), rows: model), Section(.panel(.solver)),
      Section(.panel(.steps), rows: steps), Section(.panel(.guidance), rows: guidance),
    ]
    // Where there is more than enough, the picture is about square; a cell is twice as high as wide.
    let right = min(80, 70 + (body.columns - 160) / 2)
    let spare = body.columns - 34 - right - 2 * body.rows
    return threeColumns(body, left: 34, settings, right: right + max(0, spare), quality: 8)
  }

  private static func threeColumns(
    _ body: Rect, left: Int, _ settings: [Section], right: Int, quality: Int
  ) -> [Column] {
    let rest = body.droppingLeft(left)
    let middle = rest.columns - right
    return [
      Column(rect: body.left(left), sections: settings),
      Column(rect: rest.left(middle), sections: [Section(.panel(.preview))]),
      Column(
        rect: rest.droppingLeft(middle),
        sections: [Section(.panel(.trajectory)), Section(.panel(.quality), rows: quality)]),
    ]
  }
}
